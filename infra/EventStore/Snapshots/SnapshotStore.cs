using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Logistics.EventStore;

/// <summary>
/// Keeps snapshots. They are written in the background after a load that folded many events: never on the append path, and a
/// lost one costs nothing but another long load.
/// </summary>
internal sealed class SnapshotStore : IAsyncDisposable
{
    private const int MostWaiting = 256;

    private readonly NpgsqlDataSource source;
    private readonly ILogger<SnapshotStore> logger;
    private readonly Channel<Offer> offers = Channel.CreateBounded<Offer>(MostWaiting);
    private readonly ConcurrentDictionary<(string, string), bool> waiting = new();
    private readonly Lazy<Task> writer;

    public SnapshotStore(NpgsqlDataSource source, ILogger<SnapshotStore> logger)
    {
        this.source = source;
        this.logger = logger;
        writer = new(StartWriting);
    }

    /// <summary>Null where there is none, or none that its codec can read.</summary>
    internal async Task<Snapshot<TState>?> Find<TState>(string streamId, SnapshotCodec<TState> codec, CancellationToken ct)
    {
        await using var command = source.CreateCommand("select version, event_id, state from log_snapshots where stream_id = $1 and schema = $2");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = streamId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = codec.Schema });
        await using var row = await command.ExecuteReaderAsync(ct);
        if (!await row.ReadAsync(ct)) return null;
        var text = row.GetString(2);
        try
        {
            return new(codec.Read(text), row.GetInt64(0), row.GetGuid(1));
        }
        catch (Exception e) when (e is not NpgsqlException)
        {
            // The codec's own errors: a state that changed its form but not its schema's name. The events still tell all.
            LogMessages.SnapshotUnreadable(logger, streamId, codec.Schema, e);
            return null;
        }
    }

    /// <summary>Has a snapshot written some time; dropped where many wait already.</summary>
    internal void Keep<TState>(string streamId, SnapshotCodec<TState> codec, TState state, StoredEvent last)
    {
        if (!waiting.TryAdd((streamId, codec.Schema), true)) return;
        _ = writer.Value;
        if (!offers.Writer.TryWrite(new(streamId, codec.Schema, last.Version, last.Id, codec.Write(state))))
            waiting.TryRemove((streamId, codec.Schema), out _);
    }

    public async ValueTask DisposeAsync()
    {
        offers.Writer.TryComplete();
        if (writer.IsValueCreated) await writer.Value;
    }

    // Not in the trace and the culture of whoever happened to load first.
    private Task StartWriting()
    {
        using (ExecutionContext.SuppressFlow()) return Task.Run(WriteAll);
    }

    private async Task WriteAll()
    {
        await foreach (var offer in offers.Reader.ReadAllAsync())
        {
            try
            {
                await Write(offer);
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                LogMessages.SnapshotNotKept(logger, offer.StreamId, e);
            }

            waiting.TryRemove((offer.StreamId, offer.Schema), out _);
        }
    }

    private async Task Write(Offer offer)
    {
        await using var command = source.CreateCommand(
            """
            insert into log_snapshots (stream_id, schema, version, event_id, state) values ($1, $2, $3, $4, $5)
            on conflict (stream_id, schema) do update
              set version = excluded.version, event_id = excluded.event_id, state = excluded.state, taken_at = excluded.taken_at
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = offer.StreamId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = offer.Schema });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = offer.Version });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = offer.EventId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = offer.State });
        await command.ExecuteNonQueryAsync();
    }

    private sealed record Offer(string StreamId, string Schema, long Version, Guid EventId, string State);
}

/// <summary>A state, and the event it was taken after.</summary>
internal sealed record Snapshot<TState>(TState State, long Version, Guid EventId);
