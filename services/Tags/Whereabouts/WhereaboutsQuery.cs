using System.Text.Json;
using Logistics.EventStore;
using Logistics.Hosting.Grpc;
using Logistics.Hosting.Identity;
using Logistics.Tags.Journal;
using Logistics.Tags.V1;
using Npgsql;
using NpgsqlTypes;

namespace Logistics.Tags.Whereabouts;

internal sealed class WhereaboutsQuery(NpgsqlDataSource database)
{
    private const int MostChanges = 1_000;

    private const string Columns = "tag, handling_unit, hub, read_point, latitude, longitude, since, since_offset, last_read, last_offset, silent, change";

    /// <summary>The latest reads of the tags while they were on the units, oldest first.</summary>
    internal Task<List<TrackPoint>> Track(string[] units, DateTime? from, DateTime? to, int limit, Caller caller, CancellationToken ct) => database.Ask(
        caller,
        """
        select * from (
          select r.tag, a.unit, r.read_point, d.hub, coalesce(r.latitude, d.latitude), coalesce(r.longitude, d.longitude), r.event_time, r.event_offset,
            r.record_time, r.sensors, r.antenna, r.rssi, r.position
          from attachment_history a
          join reads r on r.tag = a.tag and r.event_time >= a.since and r.event_time < coalesce(a.until, 'infinity')
          left join read_point_place d on d.id = r.read_point
          where a.unit = any($1) and r.event_time >= coalesce($2, '-infinity') and r.event_time <= coalesce($3, 'infinity')
          order by r.event_time desc, r.position desc limit $4) latest
        order by event_time, position
        """,
        [new() { Value = units }, Time(from), Time(to), new() { Value = limit }], Point, ct);

    internal Task<List<V1.Presence>> Present(string after, int size, string? hub, string[] units, Caller caller, CancellationToken ct) => database.Ask(
        caller,
        $"select {Columns} from presence where tag > $1 and ($3 is null or hub = $3) and (cardinality($4) = 0 or handling_unit = any($4)) and last_read is not null order by tag limit $2",
        [new() { Value = after }, new() { Value = size }, new() { Value = (object?)hub ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text }, new() { Value = units }],
        Of, ct);

    /// <summary>What changed since, in order, and whether that is all.</summary>
    internal async Task<(List<(long Change, V1.Presence Presence)> Changes, bool All)> Changes(long since, Caller caller, CancellationToken ct)
    {
        var changes = await database.Ask(
            caller, $"select {Columns} from presence where change > $1 and last_read is not null order by change limit $2",
            [new() { Value = since }, new() { Value = MostChanges }], row => (row.GetInt64(11), Of(row)), ct);
        return (changes, changes.Count < MostChanges);
    }

    private static V1.Presence Of(NpgsqlDataReader row) => new()
    {
        TagId = row.GetString(0),
        HandlingUnitId = row.Text(1) ?? "",
        HubId = row.Text(2) ?? "",
        ReadPointId = row.Text(3) ?? "",
        Position = row.IsDBNull(4) ? null : Mapping.Position(row.GetDouble(4), row.GetDouble(5)),
        Since = Mapping.EventTime(row.Time(6), row.IsDBNull(7) ? null : row.GetInt16(7)),
        LastReadAt = Mapping.EventTime(row.Time(8), row.IsDBNull(9) ? null : row.GetInt16(9)),
        Silent = row.GetBoolean(10),
    };

    private static TrackPoint Point(NpgsqlDataReader row)
    {
        var point = new TrackPoint
        {
            TagId = row.GetString(0),
            HandlingUnitId = row.GetString(1),
            ReadPointId = row.Text(2) ?? "",
            HubId = row.Text(3) ?? "",
            Position = row.IsDBNull(4) ? null : Mapping.Position(row.GetDouble(4), row.GetDouble(5)),
            EventTime = Mapping.EventTime(row.GetInstant(6), row.GetInt16(7)),
            RecordTime = row.GetInstant(8).ToTimestamp(),
            Antenna = row.GetInt32(10),
            RssiDbm = row.GetDouble(11),
        };
        if (row.Text(9) is { } sensors)
            point.Sensors.AddRange(JsonSerializer.Deserialize<SensorReading[]>(sensors, EventJson.Options)!.Select(s => new SensorValue { Type = s.Type, Value = s.Value, Unit = s.Unit }));
        return point;
    }

    private static NpgsqlParameter Time(DateTime? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz };
}
