using JasperFx.Events;
using JasperFx.Events.Daemon;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Logistics.EventStore.Marten;

/// <summary>Registers the port over Marten, with the words of <see cref="EventStoreBuilder"/>.</summary>
public static class MartenEventStore
{
    /// <summary>
    /// Adds <see cref="IEventLog"/> and <see cref="Transactor"/> over Marten, and its asynchronous daemon for projections and
    /// subscriptions. Never beside <see cref="EventStoreServices.AddEventStore"/> on one database: Marten does not know the lane.
    /// </summary>
    public static IServiceCollection AddMartenEventStore(
        this IServiceCollection services, string connectionString, Action<MartenEventStoreBuilder> configure)
    {
        var builder = new MartenEventStoreBuilder(services);
        configure(builder);
        builder.Event<PersonErased>("person-erased.v1");
        var marten = services.AddMarten(options =>
        {
            options.Connection(connectionString);
            options.UseSystemTextJsonForSerialization(EventJson.Options);
            options.Events.StreamIdentity = StreamIdentity.AsString;
            options.Events.MetadataConfig.CorrelationIdEnabled = true;
            options.Events.MetadataConfig.CausationIdEnabled = true;
            options.Events.MetadataConfig.HeadersEnabled = true;
            options.Schema.For<Repetition>().Identity(repetition => repetition.Id);
            foreach (var configuring in builder.Store) configuring(options);
        });
        foreach (var following in builder.Followers) following(marten);
        marten.UseLightweightSessions().ApplyAllDatabaseChangesOnStartup().AddAsyncDaemon(DaemonMode.HotCold);
        services.AddSingleton(builder.Names);
        services.AddSingleton<IEventLog, MartenEventLog>();
        services.AddSingleton<Transactor>(at => new Transactor(at.GetRequiredService<IEventLog>()));
        return services;
    }
}
