using System.Text;
using System.Text.Json;
using Logistics.Tags.Journal;

namespace Logistics.Tags.Doors;

/// <summary>
/// From the JSON of <c>POST /v1/reads</c> to journal rows, for batches that are plain. Null where anything is unusual, an escape in a
/// text or a member out of the ordinary: then the body is taken apart object by object, and what is wrong gets its name there.
/// </summary>
internal static class ReadsUtf8
{
    private const int TypicalRead = 100;

    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 32 };

    internal static (string Epoch, string BatchId, PlainReads Reads)? Read(ReadOnlySpan<byte> body, PostingGateway gateway, KnownTags tags, KnownReadPoints points)
    {
        if (!PlainReadsBuilder.MayBePlain(gateway, points)) return null;
        PlainReadsBuilder? reads = null;
        try
        {
            if (Batch(body, gateway, tags, points, ref reads) is var (epoch, batchId) && reads?.Done() is { } plain) return (epoch, batchId, plain);
        }
        catch (JsonException)
        {
            // The other way says where.
        }

        reads?.GiveUp();
        return null;
    }

    private static (string Epoch, string BatchId)? Batch(
        ReadOnlySpan<byte> body, PostingGateway gateway, KnownTags tags, KnownReadPoints points, ref PlainReadsBuilder? reads)
    {
        var json = new Utf8JsonReader(body, Strict);
        var (epoch, batchId) = ("", (string?)null);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject) return null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("epoch"u8))
            {
                var text = Text(ref json);
                if (epoch.Length > 0 || !PlainText.IsId(text, 64)) return null;
                epoch = Encoding.ASCII.GetString(text);
            }
            else if (json.ValueTextEquals("batchId"u8))
            {
                var text = Text(ref json);
                if (batchId is not null || text.Length is 0 or > 128 || text.ContainsAnyExceptInRange((byte)' ', (byte)'~')) return null;
                batchId = Encoding.ASCII.GetString(text);
            }
            else
            {
                if (!json.ValueTextEquals("reads"u8) || reads is not null || epoch.Length == 0) return null;
                reads = new(gateway, epoch, Math.Min(ReadBatch.MostReads, (body.Length / TypicalRead) + 1), tags, points, Environment.TickCount64);
                if (!Reads(ref json, reads)) return null;
            }
        }

        return json.TokenType == JsonTokenType.EndObject && !json.Read() ? (epoch, batchId ?? "") : null;
    }

    private static bool Reads(ref Utf8JsonReader json, PlainReadsBuilder reads)
    {
        var sensors = new SensorsAsJson();
        if (!json.Read() || json.TokenType != JsonTokenType.StartArray) return false;
        while (json.Read() && json.TokenType == JsonTokenType.StartObject)
        {
            if (reads.Count == ReadBatch.MostReads || !Add(ref json, reads, sensors)) return false;
        }

        return json.TokenType == JsonTokenType.EndArray;
    }

    private static bool Add(ref Utf8JsonReader json, PlainReadsBuilder reads, SensorsAsJson sensors)
    {
        RowFields read = default;
        var seen = 0;
        sensors.Begin();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var member = Member(ref json);
            if (member == 0 || (seen & (1 << member)) != 0) return false;
            seen |= 1 << member;
            json.Read();

            // Left out and null are the same.
            if (json.TokenType == JsonTokenType.Null && member is 2 or 5 or 8 or 9 or 10) continue;
            if (!Value(ref json, member, ref read, sensors)) return false;
        }

        read.Sensors = sensors.Done();
        const int tagAndTime = (1 << 3) | (1 << 4);
        return json.TokenType == JsonTokenType.EndObject && (seen & tagAndTime) == tagAndTime && reads.Add(ref read);
    }

    /// <summary>Numbered as in the message; 0 for what is not known.</summary>
    private static int Member(ref Utf8JsonReader json) => json.ValueSpan.Length switch
    {
        _ when json.ValueIsEscaped => 0,
        8 when json.ValueSpan.SequenceEqual("sequence"u8) => 1,
        7 when json.ValueSpan.SequenceEqual("eventId"u8) => 2,
        5 when json.ValueSpan.SequenceEqual("tagId"u8) => 3,
        9 when json.ValueSpan.SequenceEqual("eventTime"u8) => 4,
        11 when json.ValueSpan.SequenceEqual("readPointId"u8) => 5,
        7 when json.ValueSpan.SequenceEqual("antenna"u8) => 6,
        7 when json.ValueSpan.SequenceEqual("rssiDbm"u8) => 7,
        8 when json.ValueSpan.SequenceEqual("position"u8) => 8,
        7 when json.ValueSpan.SequenceEqual("sensors"u8) => 9,
        14 when json.ValueSpan.SequenceEqual("batteryPercent"u8) => 10,
        _ => 0,
    };

    private static bool Value(ref Utf8JsonReader json, int member, ref RowFields read, SensorsAsJson sensors)
    {
        switch (member)
        {
            case 1: return json.TokenType == JsonTokenType.Number && json.TryGetInt64(out read.Sequence);
            case 2: return PlainText.IsId(read.EventId = Span(ref json), 200);
            case 3: return (read.Tag = Span(ref json)).Length > 0;
            case 4: return Rfc3339.TryParse(Span(ref json), out read.EventMicros, out read.OffsetMinutes);
            case 5: return PlainText.IsId(read.ReadPoint = Span(ref json), 128);
            case 6: return json.TokenType == JsonTokenType.Number && json.TryGetInt32(out read.Antenna);
            case 7: return Number(ref json, out read.RssiDbm);
            case 8: return Position(ref json, ref read);
            case 9: return Sensors(ref json, sensors);
            default:
                if (json.TokenType != JsonTokenType.Number || !json.TryGetInt32(out var battery)) return false;
                read.BatteryPercent = battery;
                return true;
        }
    }

    private static bool Position(ref Utf8JsonReader json, ref RowFields read)
    {
        var seen = 0;
        if (json.TokenType != JsonTokenType.StartObject) return false;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isLatitude = json.ValueTextEquals("latitude"u8);
            var member = isLatitude ? 1 : json.ValueTextEquals("longitude"u8) ? 2 : 4;
            if ((seen & member) != 0 || member == 4 || !json.Read() || !Number(ref json, out var degrees)) return false;
            seen |= member;
            if (isLatitude) read.Latitude = degrees;
            else read.Longitude = degrees;
        }

        return read.HasPosition = seen == 3 && json.TokenType == JsonTokenType.EndObject;
    }

    private static bool Sensors(ref Utf8JsonReader json, SensorsAsJson sensors)
    {
        if (json.TokenType != JsonTokenType.StartArray) return false;
        while (json.Read() && json.TokenType == JsonTokenType.StartObject)
        {
            if (!Sensor(ref json, sensors)) return false;
        }

        return json.TokenType == JsonTokenType.EndArray;
    }

    private static bool Sensor(ref Utf8JsonReader json, SensorsAsJson sensors)
    {
        ReadOnlySpan<byte> type = default, unit = default;
        var (number, seen) = (0.0, 0);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var member = json.ValueTextEquals("type"u8) ? 1 : json.ValueTextEquals("value"u8) ? 2 : json.ValueTextEquals("unit"u8) ? 4 : 8;
            if (member == 8 || (seen & member) != 0 || !json.Read()) return false;
            seen |= member;
            if (member == 2 && !Number(ref json, out number)) return false;
            if (member == 1) type = Span(ref json);
            if (member == 4) unit = Span(ref json);
        }

        return seen == 7 && json.TokenType == JsonTokenType.EndObject && sensors.TryAdd(type, number, unit);
    }

    private static bool Number(ref Utf8JsonReader json, out double value)
    {
        value = 0;
        return json.TokenType == JsonTokenType.Number && json.TryGetDouble(out value) && double.IsFinite(value);
    }

    private static ReadOnlySpan<byte> Text(scoped ref Utf8JsonReader json) => json.Read() ? Span(ref json) : default;

    /// <summary>Empty where it is no text, or one with escapes.</summary>
    private static ReadOnlySpan<byte> Span(scoped ref Utf8JsonReader json) => json.TokenType == JsonTokenType.String && !json.ValueIsEscaped ? json.ValueSpan : default;
}
