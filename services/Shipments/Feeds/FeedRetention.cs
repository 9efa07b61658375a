using NodaTime;
using Npgsql;

namespace Logistics.Shipments.Feeds;

/// <param name="Keep">Changes are there for whoever was away no longer than this. As long as idempotency keys: who is away longer starts anew in any case.</param>
internal sealed record FeedTerms(Duration Keep)
{
    public static FeedTerms From(IConfiguration configuration)
    {
        var days = configuration.GetValue("Hub:KeepChangesDays", 30);
        return days >= 1 ? new(Duration.FromDays(days)) : throw new InvalidOperationException($"Hub:KeepChangesDays is {days}; it is 1 at least.");
    }
}

/// <summary>
/// Drops changes that are older than the terms say, every hour. Feeds have no clock of their own: the log's record times say up to
/// which position. The horizon moves in the same commit as the rows go, so no watcher can pass over what is gone unawares.
/// Any number of processes may do it.
/// </summary>
internal sealed class FeedRetention(
    NpgsqlDataSource database, IEnumerable<FeedSchema> feeds, FeedTerms terms, IClock clock, ILogger<FeedRetention> logger) : BackgroundService
{
    /// <summary>Positions in one commit.</summary>
    private const int Step = 20_000;

    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    public async Task Sweep(Instant now, CancellationToken ct)
    {
        if (await LastBefore(now - terms.Keep, ct) is not (> 0 and var end)) return;
        foreach (var feed in feeds)
            for (var at = await First(feed, ct); at is { } from && from <= end; at = await First(feed, ct))
                await Drop(feed, Math.Min(end, from + Step), ct);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Sweep(clock.GetCurrentInstant(), stoppingToken);
            }
            catch (NpgsqlException e)
            {
                logger.ChangesNotDropped(e.Message);
            }
        }
    }

    /// <summary>By halving: record times grow with positions, and there is no index on them.</summary>
    private async Task<long> LastBefore(Instant time, CancellationToken ct)
    {
        var (low, high) = (0L, await Scalar("select coalesce(max(seq_id), 0) from mt_events", ct) ?? 0);
        while (low < high)
        {
            var middle = low + (high - low + 1) / 2;
            var old = await Scalar(
                "select 1::bigint from (select timestamp from mt_events where seq_id >= $1 order by seq_id limit 1) e where e.timestamp < $2",
                ct, Sql.Of(middle), Sql.Of(time.ToDateTimeUtc()));
            (low, high) = old is null ? (low, middle - 1) : (middle, high);
        }

        return low;
    }

    private Task<long?> First(FeedSchema feed, CancellationToken ct) => Scalar($"select min(position) from {feed.Change}", ct);

    /// <summary>A feed's key begins with the organisation: one after the other, rather than all rows for the sake of the oldest.</summary>
    private async Task Drop(FeedSchema feed, long upTo, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Sql.Command(
            $"""
            insert into {feed.Horizon} as h (position) select max(position) from {feed.Change} where position <= $1 having max(position) > 0
            on conflict (one) do update set position = greatest(h.position, excluded.position)
            """,
            Sql.Of(upTo)));
        batch.BatchCommands.Add(Sql.Command(
            $"""
            with recursive o as (
              (select organisation from {feed.Feed} order by organisation limit 1)
              union all
              select (select f.organisation from {feed.Feed} f where f.organisation > o.organisation order by f.organisation limit 1) from o
              where o.organisation is not null)
            delete from {feed.Feed} f using o where f.organisation = o.organisation and f.position <= $1
            """,
            Sql.Of(upTo)));
        batch.BatchCommands.Add(Sql.Command($"delete from {feed.Change} where position <= $1", Sql.Of(upTo)));
        await batch.ExecuteNonQueryAsync(ct);
    }

    private async Task<long?> Scalar(string sql, CancellationToken ct, params NpgsqlParameter[] parameters)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.AddRange(parameters);
        return await command.ExecuteScalarAsync(ct) as long?;
    }
}
