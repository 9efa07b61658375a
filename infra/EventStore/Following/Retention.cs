using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Logistics.EventStore;

/// <summary>Forgets idempotency keys and inbox messages that are older than what <see cref="EventStoreBuilder"/> keeps, and snapshots that code before left.</summary>
internal sealed class Retention(NpgsqlDataSource source, EventStoreBuilder options, ILogger<Retention> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    internal async Task<int> Sweep(CancellationToken ct)
    {
        await using var batch = source.CreateBatch();
        foreach (var table in (string[])["log_idempotency", "log_inbox"])
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand($"delete from {table} where recorded_at < clock_timestamp() - $1")
            {
                Parameters = { new NpgsqlParameter<TimeSpan> { TypedValue = options.KeepRepetitions } },
            });
        }

        // Of a stream that newer code keeps under another schema.
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            """
            delete from log_snapshots old using log_snapshots newer
            where newer.stream_id = old.stream_id and newer.schema <> old.schema and newer.taken_at > old.taken_at + interval '1 day'
            """));
        return await batch.ExecuteNonQueryAsync(ct);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await Sweep(stoppingToken);
                }
                catch (NpgsqlException e)
                {
                    LogMessages.RetentionFailed(logger, e);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The process ends.
        }
    }
}
