using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Logistics.EventStore.Bench;

/// <summary>One process's event store, configured as a service's is.</summary>
internal sealed class BenchStore : IAsyncDisposable
{
    private readonly IHost host;

    private BenchStore(IHost host, string connection)
    {
        this.host = host;
        Connection = connection;
    }

    internal string Connection { get; }

    internal IEventLog Log => Of<IEventLog>();

    internal NpgsqlDataSource Database => Of<NpgsqlDataSource>();

    /// <summary>Starts the store, its migrations and its followers; <paramref name="projecting"/>: with the projection.</summary>
    internal static async Task<BenchStore> Start(string connection, bool projecting = false)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddEventStore(connection, store =>
        {
            store.Event<ParcelSeen>(Parcels.EventType);
            if (projecting) store.AddProjection<ParcelFiles>();
        });
        var host = builder.Build();
        await host.StartAsync();
        return new BenchStore(host, connection);
    }

    internal T Of<T>()
        where T : notnull
        => host.Services.GetRequiredService<T>();

    internal async Task Append(IReadOnlyList<StreamAppend> streams)
    {
        var outcome = await Log.Append(streams, CommandContext.None, CancellationToken.None);
        if (outcome is not AppendOutcome.Appended) throw new InvalidOperationException($"An append of the benchmark ended as {outcome}.");
    }

    internal async Task Execute(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The ids of all parcels.</summary>
    internal async Task<IReadOnlyList<string>> Ids()
    {
        await using var command = Database.CreateCommand("select substr(id, length('parcel-') + 1) from mt_streams");
        await using var rows = await command.ExecuteReaderAsync();
        var ids = new List<string>();
        while (await rows.ReadAsync()) ids.Add(rows.GetString(0));
        return ids;
    }

    /// <summary>How many streams have one.</summary>
    internal async Task<long> Snapshots()
    {
        await using var command = Database.CreateCommand("select count(*) from log_snapshots");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
    }
}
