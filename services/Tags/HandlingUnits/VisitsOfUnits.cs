using Logistics.EventStore;
using Logistics.Tags.Presence;
using Logistics.Tags.Tags;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace Logistics.Tags.HandlingUnits;

/// <summary>
/// Visits of tags as they were told, by the unit that the tag spoke for: so whoever asks what a container did meanwhile reads those visits
/// and no tag's whole stream. No role may ask this table.
/// </summary>
internal sealed class VisitsOfUnits : Projection
{
    internal const string ProjectionName = "VisitsOfUnits";

    /// <summary>Of units at times: $1 to $3. A visit that only lasts at a time did nothing then.</summary>
    internal const string During =
        """
        select v.tag, v.unit, v.hub, v.read_point, v.times from unnest($1::text[], $2::timestamptz[], $3::timestamptz[]) as inside (unit, since, until)
        cross join lateral (
          select * from told_visit a where a.unit = inside.unit and a.arrived >= inside.since and a.arrived < inside.until
          union
          select * from told_visit d where d.unit = inside.unit and d.departed >= inside.since and d.departed < inside.until) v
        """;

    public override string Name => ProjectionName;

    public override string Schema =>
        """
        create table told_visit (tag text, unit text, hub text, arrived timestamptz, arrived_by text, departed timestamptz, read_point text, times jsonb not null,
          primary key (tag, unit, hub, arrived, arrived_by));
        create index told_visit_by_arrival on told_visit (unit, arrived);
        create index told_visit_by_departure on told_visit (unit, departed) where departed is not null;
        """;

    public override IReadOnlyList<string> Tables => ["told_visit"];

    public override void Apply(StoredEvent e, NpgsqlBatch batch)
    {
        switch (e.Data)
        {
            case TagArrived a:
                Put(batch, e, a.HandlingUnitId, a.HubId, a.ReadPointId, new(a.At, a.Evidence[0], null, null, a.Interpolated));
                break;
            case TagDeparted d:
                Depart(batch, e, d);
                break;
            case VisitAmended { Was: { } was } v:
                Remove(batch, e, v.HandlingUnitId, v.HubId, was);
                Put(batch, e, v.HandlingUnitId, v.HubId, v.ReadPointId, v.Now);
                break;
            case VisitWithdrawn { Was: { } was } w:
                Remove(batch, e, w.HandlingUnitId, w.HubId, was);
                break;
        }
    }

    internal static ToldVisit Of(NpgsqlDataReader row)
        => new(row.GetString(1), row.GetString(0), row.GetString(2), row.Text(3), EventJson.Deserialize<VisitTimes>(row.GetString(4)));

    private static void Put(NpgsqlBatch batch, StoredEvent e, string? attached, string hub, string? readPoint, VisitTimes times) => batch.BatchCommands.Add(new(
        """
        insert into told_visit values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (tag, unit, hub, arrived, arrived_by) do update set departed = excluded.departed, read_point = excluded.read_point, times = excluded.times
        """)
    {
        Parameters =
        {
            new() { Value = Tag.Stream.KeyOf(e.StreamId) }, new() { Value = UnitOf(e, attached) }, new() { Value = hub }, Time(times.ArrivedAt), new() { Value = times.ArrivedBy.Id },
            Time(times.DepartedAt), new() { Value = (object?)readPoint ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text }, Json(times),
        },
    });

    /// <summary>It ends the visit that began last before it.</summary>
    private static void Depart(NpgsqlBatch batch, StoredEvent e, TagDeparted d) => batch.BatchCommands.Add(new(
        """
        update told_visit v set departed = $4, read_point = $5, times = v.times || $6
        from (select * from told_visit where tag = $1 and unit = $2 and hub = $3 and departed is null and arrived <= $4 order by arrived desc, arrived_by limit 1) o
        where (v.tag, v.unit, v.hub, v.arrived, v.arrived_by) = (o.tag, o.unit, o.hub, o.arrived, o.arrived_by)
        """)
    {
        Parameters =
        {
            new() { Value = Tag.Stream.KeyOf(e.StreamId) }, new() { Value = UnitOf(e, d.HandlingUnitId) }, new() { Value = d.HubId }, Time(d.At),
            new() { Value = (object?)d.ReadPointId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text }, Json(new Departure(d.At, d.Evidence[0], d.Interpolated)),
        },
    });

    private static void Remove(NpgsqlBatch batch, StoredEvent e, string? attached, string hub, VisitTimes was) => batch.Add(
        "delete from told_visit where tag = $1 and unit = $2 and hub = $3 and arrived = $4 and arrived_by = $5",
        Tag.Stream.KeyOf(e.StreamId), UnitOf(e, attached), hub, was.ArrivedAt.ToInstant().ToDateTimeUtc(), was.ArrivedBy.Id);

    private static string UnitOf(StoredEvent e, string? attached) => attached ?? UnitId.OfTag(Tag.Stream.KeyOf(e.StreamId));

    private static NpgsqlParameter Time(OffsetDateTime? at) => new() { Value = (object?)at?.ToInstant().ToDateTimeUtc() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    private static NpgsqlParameter Json<T>(T value) => new() { Value = EventJson.Serialize(value), NpgsqlDbType = NpgsqlDbType.Jsonb };

    /// <summary>Of <see cref="VisitTimes"/>, by the same names.</summary>
    private sealed record Departure(OffsetDateTime DepartedAt, ReadReference DepartedBy, bool DepartureInterpolated);
}
