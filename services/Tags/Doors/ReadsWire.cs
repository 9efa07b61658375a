using Logistics.Tags.Journal;

namespace Logistics.Tags.Doors;

/// <summary>
/// From a <c>ReadBatch</c> message's bytes to journal rows, for batches that are plain. Null where anything is unusual: then the
/// generated code parses the message, and what is wrong gets its name there.
/// </summary>
internal static class ReadsWire
{
    private const int TypicalRead = 90;
    private const int LengthDelimited = 2;
    private const long MostSeconds = 253_402_300_799;
    private const long LeastSeconds = -62_135_596_800;

    internal static (string Epoch, string BatchId, PlainReads Reads)? Read(ReadOnlySpan<byte> message, PostingGateway gateway, KnownTags tags, KnownReadPoints points)
    {
        if (!PlainReadsBuilder.MayBePlain(gateway, points)) return null;
        var wire = new WireReader(message);
        var (epoch, batchId) = ("", "");
        var sensors = new SensorsAsJson();
        PlainReadsBuilder? reads = null;
        while (!wire.AtEnd)
        {
            if (!wire.TryTag(out var field, out var type) || type != LengthDelimited || !wire.TryBytes(out var bytes)) break;
            if (field == 3)
            {
                reads ??= epoch.Length == 0 ? null : new(gateway, epoch, Math.Min(ReadBatch.MostReads, message.Length / TypicalRead), tags, points, Environment.TickCount64);
                if (reads is null || reads.Count == ReadBatch.MostReads || !Add(reads, bytes, sensors)) break;
            }
            else if (reads is not null || !Text(field, bytes, ref epoch, ref batchId))
            {
                break;
            }

            if (wire.AtEnd && reads?.Done() is { } plain) return (epoch, batchId, plain);
        }

        reads?.GiveUp();
        return null;
    }

    private static bool Text(int field, ReadOnlySpan<byte> bytes, ref string epoch, ref string batchId)
    {
        switch (field)
        {
            case 1 when PlainText.IsId(bytes, 64) && epoch.Length == 0:
                epoch = System.Text.Encoding.ASCII.GetString(bytes);
                return true;
            case 2 when bytes.Length <= 128 && !bytes.ContainsAnyExceptInRange((byte)' ', (byte)'~') && batchId.Length == 0:
                // Trimmed as the other way does it.
                batchId = System.Text.Encoding.ASCII.GetString(bytes);
                return batchId.Length == 0 || (batchId[0] != ' ' && batchId[^1] != ' ');
            default:
                return false;
        }
    }

    private static bool Add(PlainReadsBuilder reads, ReadOnlySpan<byte> message, SensorsAsJson json)
    {
        json.Begin();
        var wire = new WireReader(message);
        RowFields read = default;
        var seen = 0;
        while (!wire.AtEnd)
        {
            if (!wire.TryTag(out var field, out var type) || field > 10) return false;
            if (field != 9 && (seen & (1 << field)) != 0) return false;
            seen |= 1 << field;
            var ok = (field, type) switch
            {
                (1, 0) => wire.TryVarint(out var sequence) && (read.Sequence = (long)sequence) >= 0,
                (2, 2) => wire.TryBytes(out read.EventId) && PlainText.IsId(read.EventId, 200),
                (3, 2) => wire.TryBytes(out read.Tag),
                (4, 2) => wire.TryBytes(out var at) && EventTime(at, ref read),
                (5, 2) => wire.TryBytes(out read.ReadPoint) && PlainText.IsId(read.ReadPoint, 128),
                (6, 0) => wire.TryVarint(out var antenna) && antenna <= ushort.MaxValue && (read.Antenna = (int)antenna) >= 0,
                (7, 1) => wire.TryDouble(out read.RssiDbm),
                (8, 2) => wire.TryBytes(out var position) && Position(position, ref read),
                (9, 2) => wire.TryBytes(out var sensor) && Sensor(sensor, json),
                (10, 0) => wire.TryVarint(out var battery) && battery <= 100 && (read.BatteryPercent = (int)battery) >= 0,
                _ => false,
            };
            if (!ok) return false;
        }

        read.Sensors = json.Done();
        return (seen & (1 << 4)) != 0 && reads.Add(ref read);
    }

    private static bool EventTime(ReadOnlySpan<byte> message, ref RowFields read)
    {
        var wire = new WireReader(message);
        var seen = 0;
        while (!wire.AtEnd)
        {
            if (!wire.TryTag(out var field, out var type) || (seen & (1 << field)) != 0) return false;
            seen |= 1 << field;
            switch (field, type)
            {
                case (1, 2) when wire.TryBytes(out var instant) && Timestamp(instant, out read.EventMicros): break;
                case (2, 0) when wire.TryVarint(out var zigzag) && zigzag <= 1680:
                    read.OffsetMinutes = (int)(zigzag >> 1) ^ -(int)(zigzag & 1);
                    break;
                default: return false;
            }
        }

        return (seen & 2) != 0 && read.OffsetMinutes is >= -840 and <= 840;
    }

    private static bool Timestamp(ReadOnlySpan<byte> message, out long micros)
    {
        var wire = new WireReader(message);
        var (seconds, nanos) = (0L, 0UL);
        micros = 0;
        while (!wire.AtEnd)
        {
            if (!wire.TryTag(out var field, out var type) || type != 0 || !wire.TryVarint(out var value)) return false;
            if (field == 1) seconds = (long)value;
            else if (field == 2 && value <= 999_999_999) nanos = value;
            else return false;
        }

        micros = (seconds * 1_000_000) + (long)(nanos / 1000);
        return seconds is >= LeastSeconds and <= MostSeconds;
    }

    private static bool Position(ReadOnlySpan<byte> message, ref RowFields read)
    {
        var wire = new WireReader(message);
        read.HasPosition = true;
        while (!wire.AtEnd)
        {
            if (!wire.TryTag(out var field, out var type) || type != 1 || !wire.TryDouble(out var value)) return false;
            if (field == 1) read.Latitude = value;
            else if (field == 2) read.Longitude = value;
            else return false;
        }

        return true;
    }

    private static bool Sensor(ReadOnlySpan<byte> message, SensorsAsJson json)
    {
        var wire = new WireReader(message);
        ReadOnlySpan<byte> type = default, unit = default;
        var number = 0.0;
        while (!wire.AtEnd)
        {
            if (!wire.TryTag(out var field, out var wireType)) return false;
            var ok = (field, wireType) switch
            {
                (1, 2) => wire.TryBytes(out type),
                (2, 1) => wire.TryDouble(out number),
                (3, 2) => wire.TryBytes(out unit),
                _ => false,
            };
            if (!ok) return false;
        }

        return json.TryAdd(type, number, unit);
    }
}
