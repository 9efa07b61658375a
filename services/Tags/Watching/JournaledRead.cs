using System.Text.Json;
using Logistics.EventStore;
using Logistics.Tags.Journal;
using Logistics.Tags.Presence;
using NodaTime;
using Npgsql;

namespace Logistics.Tags.Watching;

/// <summary>A row of the journal.</summary>
internal sealed record JournaledRead(
    int Writer, long Position, Instant RecordTime, string Gateway, string Owner, string? Epoch, long? Sequence, string Tag, Instant EventTime,
    int OffsetMinutes, string? ReadPointId, int Antenna, double RssiDbm, GeoPoint? Geo, int? Battery, IReadOnlyList<SensorReading> Sensors, byte[]? StoredHash,
    string? EventId, ReadFlags Flags)
{
    internal const string Columns =
        "writer, position, record_time, gateway, owner, epoch, sequence, tag, event_time, event_offset, read_point, antenna, rssi, latitude, longitude, battery, sensors, hash, event_id, flags";

    /// <summary>The same of a table's alias.</summary>
    internal static string ColumnsOf(string alias) => string.Join(", ", Columns.Split(", ").Select(column => $"{alias}.{column}"));

    /// <summary>Of its content: stored only of unnumbered reads, because few are ever asked for it.</summary>
    internal byte[] Hash => StoredHash ?? ContentHash.Of(
        EventId, Tag, EventTime, OffsetMinutes, Flags.HasFlag(ReadFlags.OwnReadPoint) ? null : ReadPointId, Antenna, RssiDbm, Geo, Battery, Sensors);

    internal const int ColumnCount = 20;
    internal const int GatewayColumn = 3;
    internal const int TagColumn = 7;

    /// <summary>Event time, but not from the future: a fast clock must not hide what really comes after.</summary>
    internal Instant At => Instant.Min(EventTime, RecordTime);

    internal string Id => Sequence is { } sequence ? $"{Gateway}/{Epoch}/{sequence}" : $"{Gateway}/{Convert.ToHexStringLower(Hash)}";

    internal ReadReference Reference() => new(Id, Gateway, EventTime, OffsetMinutes, RecordTime, () => Convert.ToHexStringLower(Hash));

    /// <summary><see cref="At"/> of a row.</summary>
    internal static Instant AtOf(NpgsqlDataReader row) => Instant.Min(row.GetInstant(8), row.GetInstant(2));

    internal static JournaledRead Of(NpgsqlDataReader row) => new(
        row.GetInt32(0), row.GetInt64(1), row.GetInstant(2), row.GetString(3), row.GetString(4), row.Text(5), row.IsDBNull(6) ? null : row.GetInt64(6),
        row.GetString(7), row.GetInstant(8), row.GetInt16(9), row.Text(10), row.GetInt32(11), row.GetDouble(12),
        row.IsDBNull(13) ? null : new GeoPoint(row.GetDouble(13), row.GetDouble(14)), row.IsDBNull(15) ? null : row.GetInt16(15),
        row.IsDBNull(16) ? [] : JsonSerializer.Deserialize<SensorReading[]>(row.GetString(16), EventJson.Options)!, row.IsDBNull(17) ? null : row.GetFieldValue<byte[]>(17), row.Text(18), (ReadFlags)row.GetInt16(19));
}
