using Npgsql;
using NpgsqlTypes;

namespace Logistics.EventStore.Torture;

/// <summary>
/// How an event log is first written by many: a transaction per append, positions from the sequence. What took its position early
/// and commits late is skipped by whoever follows by position.
/// </summary>
internal sealed class NaiveLog(NpgsqlDataSource source)
{
    private const string Stream =
        """
        insert into mt_streams (id, type, version, timestamp, created) values ($1, 'torture', $2, clock_timestamp(), clock_timestamp())
        on conflict (id) do update set version = mt_streams.version + $2 returning version
        """;

    private const string Event =
        """
        insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp)
        values (nextval('mt_events_sequence'), gen_random_uuid(), $1, $2, $3, 'jolt.v1', clock_timestamp())
        """;

    internal async Task Append(IReadOnlyList<StreamAppend> streams, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        foreach (var stream in streams)
        {
            await using var insert = new NpgsqlCommand(Stream, connection)
            {
                Parameters = { new() { Value = stream.StreamId }, new() { Value = (long)stream.Events.Count } },
            };
            var version = (long)(await insert.ExecuteScalarAsync(ct))! - stream.Events.Count;
            foreach (var e in stream.Events)
            {
                await using var add = new NpgsqlCommand(Event, connection)
                {
                    Parameters =
                    {
                        new() { Value = stream.StreamId }, new() { Value = ++version },
                        new() { Value = EventJson.Serialize((Jolt)e), NpgsqlDbType = NpgsqlDbType.Jsonb },
                    },
                };
                await add.ExecuteNonQueryAsync(ct);
            }
        }

        await Task.Delay(Random.Shared.Next(20), ct);
        await transaction.CommitAsync(ct);
    }
}
