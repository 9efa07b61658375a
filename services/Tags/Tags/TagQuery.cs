using Logistics.Hosting.Grpc;
using Logistics.Hosting.Identity;
using Npgsql;

namespace Logistics.Tags.Tags;

/// <summary>Tags as their owners see them.</summary>
internal sealed class TagQuery(NpgsqlDataSource database)
{
    private const string Select =
        """
        select t.id, t.kind, t.owner, t.handling_unit, t.attached_at, t.attached_offset, p.last_read, p.read_point, p.hub, p.battery, coalesce(p.silent, false)
        from tag_directory t left join presence p on p.tag = t.id
        """;

    internal async Task<V1.Tag?> Find(string id, Caller caller, CancellationToken ct)
        => (await database.Ask(caller, $"{Select} where t.id = $1", [new() { Value = id }], Of, ct)).SingleOrDefault();

    internal Task<List<V1.Tag>> Page(string after, int size, bool silentOnly, Caller caller, CancellationToken ct) => database.Ask(
        caller, $"{Select} where t.id > $1 and (not $3 or p.silent) order by t.id limit $2",
        [new() { Value = after }, new() { Value = size }, new() { Value = silentOnly }], Of, ct);

    private static V1.Tag Of(NpgsqlDataReader row) => new()
    {
        Id = row.GetString(0),
        Kind = Mapping.Kind(row.GetString(1)),
        OwnerId = row.GetString(2),
        HandlingUnitId = row.Text(3) ?? "",
        AttachedAt = Mapping.EventTime(row.Time(4), row.IsDBNull(5) ? null : row.GetInt16(5)),
        LastReadAt = row.Time(6)?.ToTimestamp(),
        LastReadPointId = row.Text(7) ?? "",
        PresentHubId = row.Text(8) ?? "",
        BatteryPercent = row.IsDBNull(9) ? 0 : row.GetInt16(9),
        Silent = row.GetBoolean(10),
    };
}
