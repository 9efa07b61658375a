using Logistics.Hosting.Grpc;
using Logistics.Hosting.Identity;
using NodaTime;
using Npgsql;

namespace Logistics.Tags.Gateways;

/// <summary>Gateways and read points as their owners see them.</summary>
internal sealed class GatewayQuery(NpgsqlDataSource database, IClock clock)
{
    private const int Most = 5_000;

    internal Task<List<V1.Gateway>> Gateways(Caller caller, CancellationToken ct) => database.Ask(
        caller,
        """
        select g.id, g.owner, g.read_point, s.last_seen_at, coalesce(s.clock_drift_seconds, 0), coalesce(s.reads_accepted, 0),
          coalesce((select sum(missing) from receipts r where r.gateway = g.id), 0)::bigint,
          case when s.unknown_day = $2 then coalesce(s.unknown_tag_reads, 0) else 0 end
        from gateway_directory g left join gateway_statistics s on s.gateway = g.id order by g.id limit $1
        """,
        [new() { Value = Most }, new() { Value = DateOnly.FromDateTime(clock.GetCurrentInstant().ToDateTimeUtc()) }],
        row => new V1.Gateway
        {
            Id = row.GetString(0),
            OwnerId = row.GetString(1),
            ReadPointId = row.Text(2) ?? "",
            LastSeenAt = row.Time(3)?.ToTimestamp(),
            ClockDriftSeconds = row.GetDouble(4),
            ReadsAccepted = row.GetInt64(5),
            SequenceGaps = row.GetInt64(6),
            UnknownTagReads = row.GetInt64(7),
        },
        ct);

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
