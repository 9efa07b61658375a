using Logistics.Hosting.Grpc;
using Logistics.Hosting.Identity;
using NodaTime;
using Npgsql;

namespace Logistics.Tags.Gateways;

/// <summary>Gateways and read points as their owners see them.</summary>
internal sealed class GatewayQuery(NpgsqlDataSource database, IClock clock)
{
    private const int Most = 5_000;
    private const int MostGaps = 100;

    /// <summary>Who has not been looked at for longer has no pace to tell.</summary>
    private static readonly Duration PaceGoodFor = Duration.FromMinutes(5);

    /// <summary>Its own measurement of the clock counts for this long; then what its reads say.</summary>
    private static readonly Duration OffsetGoodFor = Duration.FromHours(1);

    // $2: today; $3: since when a measured offset counts; $4: since when a pace is one of now.
    private const string Select =
        """
        select g.id, g.owner, g.read_point, greatest(s.last_seen_at, h.at),
          case when h.offset_at > $3 then h.clock_offset_seconds else coalesce(s.clock_drift_seconds, 0) end, coalesce(s.reads_accepted, 0),
          coalesce((select sum(missing) from receipts r where r.gateway = g.id), 0)::bigint,
          case when s.unknown_day = $2 then coalesce(s.unknown_tag_reads, 0) else 0 end,
          h.firmware, h.uptime_seconds, h.queue_length, h.at, case when p.since > $4 then p.reads_per_minute else 0 end, g.silent_since, coalesce(h.offset_at > $3, false)
        from gateway_directory g left join gateway_statistics s on s.gateway = g.id left join gateway_heartbeats h on h.gateway = g.id
          left join gateway_pace p on p.gateway = g.id
        """;

    internal Task<List<V1.Gateway>> Gateways(Caller caller, CancellationToken ct)
        => database.Ask(caller, $"{Select} order by g.id limit $1", [new() { Value = Most }, .. Instants()], Of, ct);

    /// <summary>With the sequences that are missing, newest numbering first; null where it is not the caller's to see.</summary>
    internal async Task<V1.Gateway?> Gateway(string id, Caller caller, CancellationToken ct)
    {
        if ((await database.Ask(caller, $"{Select} where g.id = $1", [new() { Value = id }, .. Instants()], Of, ct)) is not [var gateway]) return null;
        gateway.Gaps.AddRange(await database.Ask(
            caller,
            """
            select r.epoch, lower(gap), upper(gap) - 1
            from receipts r join gateway_directory g on g.id = r.gateway,
              unnest(int8multirange(int8range(1, upper(r.acknowledged))) - r.acknowledged) gap
            where r.gateway = $1 and r.missing > 0 order by r.opened_at desc, gap limit $2
            """,
            [new() { Value = id }, new() { Value = MostGaps }],
            row => new V1.SequenceGap { Epoch = row.GetString(0), First = (ulong)row.GetInt64(1), Last = (ulong)row.GetInt64(2) }, ct));
        return gateway;
    }

    private NpgsqlParameter[] Instants()
    {
        var now = clock.GetCurrentInstant();
        return
        [
            new() { Value = DateOnly.FromDateTime(now.ToDateTimeUtc()) }, new() { Value = (now - OffsetGoodFor).ToDateTimeUtc() }, new() { Value = (now - PaceGoodFor).ToDateTimeUtc() },
        ];
    }

    private static V1.Gateway Of(NpgsqlDataReader row)
    {
        var gateway = new V1.Gateway
        {
            Id = row.GetString(0),
            OwnerId = row.GetString(1),
            ReadPointId = row.Text(2) ?? "",
            LastSeenAt = row.Time(3)?.ToTimestamp(),
            ClockDriftSeconds = row.GetDouble(4),
            ReadsAccepted = row.GetInt64(5),
            SequenceGaps = row.GetInt64(6),
            UnknownTagReads = row.GetInt64(7),
            FirmwareVersion = row.Text(8) ?? "",
            LastHeartbeatAt = row.Time(11)?.ToTimestamp(),
            ReadsPerMinute = row.GetDouble(12),
            SilentSince = row.Time(13)?.ToTimestamp(),
            ClockDriftMeasured = row.GetBoolean(14),
        };
        if (!row.IsDBNull(9)) gateway.UptimeSeconds = row.GetInt64(9);
        if (!row.IsDBNull(10)) gateway.QueueLength = row.GetInt64(10);
        return gateway;
    }

    internal Task<List<V1.ReadPoint>> ReadPoints(Caller caller, CancellationToken ct) => database.Ask(
        caller, "select id, hub, kind, latitude, longitude, owner from read_point_directory order by id limit $1", [new() { Value = Most }],
        row => new V1.ReadPoint
        {
            Id = row.GetString(0),
            HubId = row.Text(1) ?? "",
            Kind = row.GetString(2),
            Position = row.IsDBNull(3) ? null : Mapping.Position(row.GetDouble(3), row.GetDouble(4)),
            OwnerId = row.GetString(5),
        },
        ct);

    internal async Task<bool> Owns(string readPoint, Caller caller, CancellationToken ct) => (await database.Ask(
        caller, "select 1 from read_point_directory where id = $1 and owner = $2", [new() { Value = readPoint }, new() { Value = caller.Organisation }], _ => true, ct)).Count > 0;
}
