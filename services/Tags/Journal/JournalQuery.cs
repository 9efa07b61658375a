using System.Text.Json;
using Logistics.EventStore;
using Logistics.Hosting.Identity;
using Logistics.Tags.Doors;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace Logistics.Tags.Journal;

/// <summary>Which reads: of a tag or at a read point, by event time, both ends included.</summary>
/// <param name="After">Where the page before ended; null for the first one.</param>
internal sealed record JournalQuestion(string? Tag, string? ReadPoint, Instant From, Instant To, JournalCursor? After, int Limit)
{
    internal const int Most = 10_000;
}

/// <summary>A journaled read as it is given out, one JSON object.</summary>
/// <param name="RecordTime">When the hub learned it.</param>
internal sealed record JournaledReadJson(
    string GatewayId, string? Epoch, long? Sequence, string? EventId, string TagId, OffsetDateTime EventTime, Instant RecordTime, string? ReadPointId, int Antenna, double RssiDbm,
    PositionJson? Position, IReadOnlyList<SensorJson>? Sensors, int? BatteryPercent);

/// <summary>The journal as its parties see it: who owns the gateway or the tag, and who operates the hub.</summary>
internal sealed class JournalQuery(NpgsqlDataSource database)
{
    /// <summary>Oldest first by event time, each with the place after which the next page begins.</summary>
    internal Task<List<(JournaledReadJson Read, JournalCursor At)>> Ask(JournalQuestion question, Caller caller, CancellationToken ct)
    {
        // The bare time is for the index, the row for reads of that very instant.
        var after = question.After is null ? "" : "and event_time >= $5 and (event_time, writer, position) > ($5, $6, $7)";
        return database.Ask(
            caller,
            $"""
            select gateway, epoch, sequence, event_id, tag, event_time, event_offset, record_time, read_point, antenna, rssi, latitude, longitude, sensors, battery, writer, position
            from reads where {(question.Tag is null ? "read_point = $1" : "tag = $1")} and event_time >= $2 and event_time <= $3 {after}
            order by event_time, writer, position limit $4
            """,
            [new() { Value = question.Tag ?? question.ReadPoint! }, Time(question.From), Time(question.To), new() { Value = question.Limit }, .. Parameters(question.After)],
            row => (Of(row), new JournalCursor(row.GetInstant(5), row.GetInt32(15), row.GetInt64(16))), ct);
    }

    private static NpgsqlParameter[] Parameters(JournalCursor? after)
        => after is { } cursor ? [Time(cursor.At), new() { Value = cursor.Writer }, new() { Value = cursor.Position }] : [];

    private static NpgsqlParameter Time(Instant at) => new() { Value = at.ToDateTimeUtc(), NpgsqlDbType = NpgsqlDbType.TimestampTz };

    private static JournaledReadJson Of(NpgsqlDataReader row) => new(
        row.GetString(0), row.Text(1), row.IsDBNull(2) ? null : row.GetInt64(2), row.Text(3), row.GetString(4),
        row.GetInstant(5).WithOffset(Offset.FromSeconds(row.GetInt16(6) * 60)), row.GetInstant(7), row.Text(8), row.GetInt32(9), row.GetDouble(10),
        row.IsDBNull(11) ? null : new(row.GetDouble(11), row.GetDouble(12)),
        row.Text(13) is { } sensors ? JsonSerializer.Deserialize<SensorJson[]>(sensors, EventJson.Options) : null, row.IsDBNull(14) ? null : row.GetInt16(14));
}
