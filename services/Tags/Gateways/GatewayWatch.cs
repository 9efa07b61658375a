using Logistics.EventStore;
using Logistics.Hosting.Grpc;
using NodaTime;
using Npgsql;

namespace Logistics.Tags.Gateways;

/// <summary>
/// Looks after gateways a few times a minute: how fast their reads come, and whether they are heard at all. Several processes may
/// look; a silence is told once, for the gateway's stream decides.
/// </summary>
internal sealed class GatewayWatch(NpgsqlDataSource database, Transactor transactor, TagsSettings settings, IClock clock, ILogger<GatewayWatch> logger) : BackgroundService
{
    private const int MostAtOnce = 500;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    // Each gateway's last sign of life, $1 being the earliest that counts: while the hub was away nobody was heard, and nobody is silent for it.
    private const string Seen =
        """
        select * from (
          select g.id, g.silent_since, greatest(s.last_seen_at, h.at) as seen, r.hub
          from gateway_directory g left join read_point_directory r on r.id = g.read_point left join gateway_statistics s on s.gateway = g.id left join gateway_heartbeats h on h.gateway = g.id) g
        """;

    private Instant? _since;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        do
        {
            try
            {
                await Look(clock.GetCurrentInstant().ToMicroseconds(), stoppingToken);
            }
            catch (NpgsqlException e)
            {
                logger.GatewaysNotWatched(e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    internal async Task Look(Instant now, CancellationToken ct)
    {
        var since = _since ??= now;
        await Measure(now, ct);
        foreach (var (gateway, seen, _) in await Find($"{Seen} where silent_since is not null and seen > silent_since limit {MostAtOnce}", null, ct))
            await Tell(gateway, state => Gateway.Hear(state, seen), ct);
        if (now - since < settings.GatewaySilentAfter) return;
        foreach (var (gateway, seen, hub) in await Find($"{Seen} where silent_since is null and seen < $1 limit {MostAtOnce}", now - settings.GatewaySilentAfter, ct))
        {
            logger.GatewaySilent(gateway, seen);
            await Tell(gateway, state => Gateway.FallSilent(state, seen, hub), ct);
        }
    }

    private async Task Measure(Instant now, CancellationToken ct)
    {
        await using var measure = database.CreateCommand(
            """
            insert into gateway_pace as p (gateway, since, since_reads, reads_per_minute)
            select gateway, $1, reads_accepted, 0 from gateway_statistics
            on conflict (gateway) do update set since = excluded.since, since_reads = excluded.since_reads,
              reads_per_minute = (excluded.since_reads - p.since_reads) * 60 / extract(epoch from excluded.since - p.since)
            where excluded.since >= p.since + interval '1 minute'
            """);
        measure.Parameters.Add(new() { Value = now.ToDateTimeUtc() });
        await measure.ExecuteNonQueryAsync(ct);
    }

    private async Task<List<(string Gateway, Instant Seen, string? Hub)>> Find(string sql, Instant? before, CancellationToken ct)
    {
        await using var find = database.CreateCommand(sql);
        if (before is { } instant) find.Parameters.Add(new() { Value = instant.ToDateTimeUtc() });
        await using var rows = await find.ExecuteReaderAsync(ct);
        var found = new List<(string, Instant, string?)>();
        while (await rows.ReadAsync(ct)) found.Add((rows.GetString(0), rows.GetInstant(2), rows.Text(3)));
        return found;
    }

    private Task Tell(string gateway, Func<Gateway, Decision> decide, CancellationToken ct)
        => transactor.Transact(Gateway.Stream, gateway, decide, new() { Actor = "tags" }, ct);
}
