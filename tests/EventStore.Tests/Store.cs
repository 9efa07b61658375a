using Logistics.Local;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using NodaTime;
using Npgsql;

namespace Logistics.EventStore.Tests;

/// <summary>One process's event store; two over one connection string are two processes as far as the database can tell.</summary>
public sealed class Store : IAsyncDisposable
{
    private readonly IHost host;
    private readonly string keys;
    private bool started;

    private Store(IHost host, string connection, string keys)
    {
        this.host = host;
        this.keys = keys;
        Connection = connection;
    }

    internal string Connection { get; }

    internal string Keys => keys;

    internal IServiceProvider Services => host.Services;

    internal IEventLog Log => Services.GetRequiredService<IEventLog>();

    internal Transactor Transactor => Services.GetRequiredService<Transactor>();

    internal ProjectionProgress Progress => Services.GetRequiredService<ProjectionProgress>();

    internal NpgsqlDataSource Database => Services.GetRequiredService<NpgsqlDataSource>();

    internal static Task<string> FreshDatabase() => TestServers.FreshDatabase("eventstore");

    /// <summary>Migrated, but with no follower running.</summary>
    internal static async Task<Store> Open(string connection, Action<EventStoreBuilder>? configure = null, Action<IServiceCollection>? services = null)
    {
        var keys = Path.Combine(Path.GetTempPath(), $"logistics-keys-{Guid.NewGuid():N}");
        var builder = Host.CreateEmptyApplicationBuilder(null);
        services?.Invoke(builder.Services);
        builder.Services.AddEventStore(connection, store =>
        {
            store.KeyFolder = keys;
            store.HeadFolder = Path.Combine(keys, "heads");
            Events(store);
            configure?.Invoke(store);
        });
        var host = builder.Build();
        await host.Services.GetRequiredService<StoreSchema>().Apply(CancellationToken.None);
        await host.Services.GetRequiredService<ProjectionSchemas>().Ensure(CancellationToken.None);
        return new Store(host, connection, keys);
    }

    /// <summary>With its followers running.</summary>
    internal static async Task<Store> Start(string connection, Action<EventStoreBuilder> configure, Action<IServiceCollection>? services = null)
    {
        var store = await Open(connection, configure, services);
        await store.host.StartAsync();
        store.started = true;
        return store;
    }

    internal async Task<long> Append(string stream, long? expected, params object[] events)
    {
        var outcome = await Log.Append([new StreamAppend(stream, "parcel", expected, events)], CommandContext.None, CancellationToken.None);
        return ((AppendOutcome.Appended)outcome).Position;
    }

    internal async Task<T> Scalar<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    internal async Task Execute(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    internal async Task<HealthReport> Health() => await Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

    internal static async Task Until(Func<Task<bool>> condition, string what)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await condition())
        {
            if (deadline.IsCancellationRequested) throw new TimeoutException($"Waited 20 s for: {what}");
            await Task.Delay(20, CancellationToken.None);
        }
    }

    internal static ParcelBooked Booked(string id = "P1", string note = "") => new(new ParcelId(id), note, Instant.FromUtc(2026, 5, 3, 10, 20, 30));

    internal static ParcelMoved Moved(string to, string id = "P1") => new(new ParcelId(id), to, 12.50m);

    public async ValueTask DisposeAsync()
    {
        if (started) await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
        if (Directory.Exists(keys)) Directory.Delete(keys, recursive: true);
    }

    private static void Events(EventStoreBuilder store)
    {
        store.Event<ParcelBooked>("parcel-booked.v1").Event<ParcelMoved>("parcel-moved.v1");
        store.Event<ParcelLabelled>("parcel-labelled.v1").Event<ParcelLabelledTwice>("parcel-labelled.v2");
        store.Upcast<ParcelLabelled, ParcelLabelledTwice>(old => new(old.Parcel, old.Label, "unknown"));
        store.Event<ParcelAddressed>("parcel-addressed.v1");
    }
}
