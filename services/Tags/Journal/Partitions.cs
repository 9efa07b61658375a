using System.Collections.Concurrent;
using NodaTime;
using NodaTime.Text;
using Npgsql;

namespace Logistics.Tags.Journal;

/// <summary>
/// The journal's days: made ahead, so that no commit waits for one, and given up when they are older than they need be kept.
/// </summary>
internal sealed class Partitions(NpgsqlDataSource database, IClock clock, Retention retention, ILogger<Partitions> logger) : BackgroundService
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
        var known = await Existing(connection, ct);
        for (var i = 0; i <= DaysAhead; i++)
        {
            if (!known.Contains(NameOf(day.PlusDays(i)))) await Make(connection, day.PlusDays(i), ct);
        }

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
                await retention.Apply(now, stoppingToken);
            }
            catch (NpgsqlException e)
            {
                logger.PartitionsNotKept(e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    internal static string NameOf(LocalDate day) => $"reads_{Suffix.Format(day)}";

    /// <summary>Made beside the journal and then attached: making it as a partition would wait for all writers, and make them wait.</summary>
    private static Task Make(NpgsqlConnection connection, LocalDate day, CancellationToken ct)
    {
        // RLS is set on each partition too: a role that named one directly would pass the parent's policy by.
        var name = NameOf(day);
        var (from, to) = (LocalDatePattern.Iso.Format(day), LocalDatePattern.Iso.Format(day.PlusDays(1)));
        return Run(
            connection,
            $"""
            create table {name} (like reads including all);
            alter table {name} enable row level security;
            alter table reads attach partition {name} for values from ('{from} 00:00:00+00') to ('{to} 00:00:00+00');
            """,
            ct);
    }

    private static async Task<HashSet<string>> Existing(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var find = new NpgsqlCommand(
            "select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'reads'::regclass", connection);
        await using var rows = await find.ExecuteReaderAsync(ct);
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (await rows.ReadAsync(ct)) names.Add(rows.GetString(0));
        return names;
    }

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
