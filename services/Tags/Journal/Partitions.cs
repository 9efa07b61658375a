using System.Collections.Concurrent;
using NodaTime;
using NodaTime.Text;
using Npgsql;

namespace Logistics.Tags.Journal;

/// <summary>
/// The journal's days: made ahead, so that no commit waits for one, and dropped when they are older than they need be kept.
/// </summary>
internal sealed class Partitions(NpgsqlDataSource database, IClock clock, TagsSettings settings, ILogger<Partitions> logger) : BackgroundService
{
    private const long Lock = 0x74616773_00000002;
    private const int DaysAhead = 3;
    private static readonly LocalDatePattern Suffix = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");

    private readonly ConcurrentDictionary<LocalDate, bool> _made = new();

    /// <summary>Before the first commit of a day, where the clock ran past what was made ahead.</summary>
    internal async ValueTask Ensure(Instant recordTime, CancellationToken ct)
    {
        var day = recordTime.InUtc().Date;
        if (_made.ContainsKey(day)) return;
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        // Two processes that make a day at once would deadlock on the catalogue.
        await Run(connection, $"select pg_advisory_xact_lock({Lock})", ct);
        for (var i = 0; i <= DaysAhead; i++) await Make(connection, day.PlusDays(i), ct);
        await transaction.CommitAsync(ct);
        for (var i = 0; i <= DaysAhead; i++) _made[day.PlusDays(i)] = true;
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Ensure(clock.GetCurrentInstant(), cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1));
        do
        {
            try
            {
                var now = clock.GetCurrentInstant();
                await Ensure(now, stoppingToken);
                await Drop(now, stoppingToken);
            }
            catch (NpgsqlException e)
            {
                logger.PartitionsNotKept(e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static Task Make(NpgsqlConnection connection, LocalDate day, CancellationToken ct)
    {
        // RLS is set on each partition too: a role that named one directly would pass the parent's policy by.
        var name = $"reads_{Suffix.Format(day)}";
        var (from, to) = (LocalDatePattern.Iso.Format(day), LocalDatePattern.Iso.Format(day.PlusDays(1)));
        return Run(
            connection,
            $"create table if not exists {name} partition of reads for values from ('{from} 00:00:00+00') to ('{to} 00:00:00+00'); alter table {name} enable row level security",
            ct);
    }

    private async Task Drop(Instant now, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var oldest = $"reads_{Suffix.Format((now - settings.KeepReads).InUtc().Date)}";
        var old = new List<string>();
        await using (var find = new NpgsqlCommand(
            "select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'reads'::regclass and c.relname < $1", connection))
        {
            find.Parameters.Add(new() { Value = oldest });
            await using var rows = await find.ExecuteReaderAsync(ct);
            while (await rows.ReadAsync(ct)) old.Add(rows.GetString(0));
        }

        foreach (var partition in old) await Run(connection, $"drop table {partition}", ct);

        await using var trim = new NpgsqlBatch(connection);
        var windowEnd = (now - settings.ComparePosts).ToDateTimeUtc();
        foreach (var table in (string[])["posted_batches", "unnumbered_reads"])
            trim.BatchCommands.Add(new($"delete from {table} where record_time < $1") { Parameters = { new() { Value = windowEnd } } });
        trim.BatchCommands.Add(new("delete from gateway_activity where minute < $1")
        {
            Parameters = { new() { Value = (now - settings.KeepReads).ToUnixTimeSeconds() / 60 } },
        });
        await trim.ExecuteNonQueryAsync(ct);
    }

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
