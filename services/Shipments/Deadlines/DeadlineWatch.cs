using Logistics.Shipments.Feeds;
using NodaTime;
using Npgsql;

namespace Logistics.Shipments.Deadlines;

/// <summary>
/// Passes what is due, every second. Any number of processes may run it: whoever comes second finds nothing to decide. What
/// stays due (its command is refused, or the projection is behind) is asked again in the next round, after all others.
/// </summary>
internal sealed class DeadlineWatch(
    NpgsqlDataSource database, IEnumerable<DeadlineKind> kinds, IClock clock, ILogger<DeadlineWatch> logger) : BackgroundService
{
    private const int AtOnce = 200;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly IReadOnlyDictionary<string, DeadlineKind> kinds = kinds.ToDictionary(k => k.Name);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await PassAll(clock.GetCurrentInstant(), stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The database is away, or slow: this loop must outlive it.
                logger.DeadlinesNotFound(e.Message);
            }
        }
    }

    private async Task PassAll(Instant now, CancellationToken ct)
    {
        var after = (DueAt: long.MinValue, Subject: "");
        while (await Due(now, after, ct) is { Count: > 0 } due)
        {
            foreach (var (kind, subject, _) in due)
                await Pass(kind, subject, now, ct);
            after = (due[^1].DueAt, due[^1].Subject);
        }
    }

    /// <summary>One that fails must not keep those behind it waiting.</summary>
    private async Task Pass(string kind, string subject, Instant now, CancellationToken ct)
    {
        try
        {
            if (kinds.TryGetValue(kind, out var known)) await known.Pass(subject, now, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            logger.DeadlineNotPassed(kind, subject, e);
        }
    }

    private async Task<IReadOnlyList<(string Kind, string Subject, long DueAt)>> Due(Instant now, (long DueAt, string Subject) after, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            $"""
            select kind, subject, due_at from deadline where due_at <= $1 and (due_at, subject) > ($2, $3)
            order by due_at, subject limit {AtOnce}
            """);
        command.Parameters.Add(Sql.Of(DeadlineProjection.Micros(now)));
        command.Parameters.Add(Sql.Of(after.DueAt));
        command.Parameters.Add(Sql.Of(after.Subject));
        await using var rows = await command.ExecuteReaderAsync(ct);
        var due = new List<(string, string, long)>();
        while (await rows.ReadAsync(ct)) due.Add((rows.GetString(0), rows.GetString(1), rows.GetInt64(2)));
        return due;
    }
}
