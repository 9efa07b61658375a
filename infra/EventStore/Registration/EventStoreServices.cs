using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Logistics.EventStore;

/// <summary>Registers the event store of a service.</summary>
public static class EventStoreServices
{
    /// <summary>
    /// Adds <see cref="IEventLog"/>, <see cref="Transactor"/>, <see cref="ProjectionProgress"/>, <see cref="Documents"/>,
    /// <see cref="PersonalData"/>, <see cref="ProjectionRebuilder"/>, <see cref="ChainVerifier"/>, an <see cref="NpgsqlDataSource"/>
    /// for the service's own queries, and the hosted steps: migrations before anything else starts, then the followers.
    /// </summary>
    /// <param name="connectionString">The service's own database; its role owns schema public there.</param>
    public static IServiceCollection AddEventStore(
        this IServiceCollection services, string connectionString, Action<EventStoreBuilder> configure)
    {
        var builder = new EventStoreBuilder(services);
        var connection = StoreConnection.Parse(connectionString);
        services.AddSingleton(connection);
        services.AddSingleton(builder);
        services.AddSingleton(builder.Types);
        services.TryAddSingleton<NpgsqlDataSource>(_ => NpgsqlDataSource.Create(connection.Pooled));
        services.AddSingleton<StoreMetrics>();
        services.AddSingleton<LogSignal>();
        services.AddSingleton<FollowerStates>();
        services.AddSingleton<Leadership>();
        services.AddSingleton<EventReader>();
        services.AddSingleton<Checkpoints>();
        services.AddSingleton<SkippedEvents>();
        services.AddSingleton<StoreSchema>();
        services.AddSingleton<ProjectionSchemas>();
        services.AddSingleton<AppendLane>();
        services.AddSingleton<IEventLog, EventLog>();
        services.AddSingleton<SnapshotStore>();
        services.AddSingleton(at => new Transactor(at.GetRequiredService<IEventLog>(), at.GetRequiredService<SnapshotStore>()));
        services.AddSingleton(at => new ProjectionProgress(at.GetRequiredService<Checkpoints>(), at.GetRequiredService<FollowerStates>()));
        services.AddSingleton(at => new ProjectionRebuilder(
            at.GetServices<Projection>(), connection, at.GetRequiredService<EventReader>(), at.GetRequiredService<SkippedEvents>(),
            at.GetRequiredService<Checkpoints>(), at.GetRequiredService<Leadership>(), at.GetRequiredService<ILogger<ProjectionRebuilder>>()));
        services.AddSingleton<Documents>();
        services.AddSingleton<KeyFolder>();
        services.AddSingleton<MasterKey>();
        services.AddSingleton(at => new PersonalData(
            at.GetRequiredService<NpgsqlDataSource>(), at.GetRequiredService<MasterKey>(), at.GetRequiredService<IEventLog>()));
        services.AddSingleton<HeadKey>();
        services.AddSingleton<ExportedHeads>();
        services.AddSingleton<HeadSigner>();
        services.AddSingleton(at => new ChainVerifier(at.GetRequiredService<NpgsqlDataSource>()));
        services.AddHostedService<SchemaStep>();
        services.AddHostedService<LogListener>();
        services.AddHostedService<Retention>();
        services.AddHostedService<ErasureAnnouncer>();
        services.AddHostedService<HeadExporter>();
        services.AddHealthChecks().AddCheck<EventStoreHealth>("event-store", tags: ["ready"]);
        configure(builder);
        builder.Event<PersonErased>("person-erased.v1");
        return services;
    }

    /// <summary>Runs before any hosted service of the process starts, whatever the order of registration.</summary>
    private sealed class SchemaStep(StoreConnection connection, StoreSchema schema, ProjectionSchemas projections, ILogger<DatabaseAtStart> logger) : IHostedLifecycleService
    {
        public async Task StartingAsync(CancellationToken cancellationToken)
        {
            await DatabaseAtStart.Of(connection, logger).Await(cancellationToken);
            await schema.Apply(cancellationToken);
            await projections.Ensure(cancellationToken);
        }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
