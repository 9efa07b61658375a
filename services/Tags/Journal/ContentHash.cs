using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace Logistics.Tags.Journal;

/// <summary>
/// SHA-256 over a read's content in a fixed binary form. Spelling does not count (a tag in hex or as URN, 4.20 or 4.2), the batch
/// it came in and its place there neither: a gateway may cut its batches anew when it posts again.
/// </summary>
internal static class ContentHash
{
    internal static byte[] Of(IncomingRead read) => Of(
        read.EventId, read.TagId, read.EventTime, read.OffsetMinutes, read.ReadPointId, read.Antenna, read.RssiDbm, read.Position, read.BatteryPercent, read.Sensors);

    /// <param name="readPoint">As the read named it; null: its gateway's own.</param>
    internal static byte[] Of(
        string? eventId, string tag, Instant eventTime, int offsetMinutes, string? readPoint, int antenna, double rssi, GeoPoint? position, int? battery,
        IReadOnlyList<SensorReading> sensors)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        Text(buffer, eventId);
        Text(buffer, tag);
        Number(buffer, eventTime.ToUnixTimeTicks() / (NodaConstants.TicksPerMillisecond / 1000));
        Number(buffer, offsetMinutes);
        Text(buffer, readPoint);
        Number(buffer, antenna);
        Real(buffer, rssi);
        Number(buffer, position is null ? 0 : 1);
        Real(buffer, position?.Latitude ?? 0);
        Real(buffer, position?.Longitude ?? 0);
        Number(buffer, battery ?? -1);
        foreach (var sensor in sensors)
        {
            Text(buffer, sensor.Type);
            Real(buffer, sensor.Value);
            Text(buffer, sensor.Unit);
        }

        return SHA256.HashData(buffer.WrittenSpan);
    }

    /// <summary>Of reads after what was hashed before: their sequences and contents, in their order.</summary>
    internal static byte[] Of(byte[] before, IReadOnlyList<IncomingRead> reads)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(before);
        Span<byte> sequence = stackalloc byte[8];
        foreach (var read in reads)
        {
            BinaryPrimitives.WriteInt64BigEndian(sequence, read.Sequence);
            hash.AppendData(sequence);
            hash.AppendData(read.Hash);
        }

        return hash.GetHashAndReset();
    }

    private static void Text(ArrayBufferWriter<byte> buffer, string? text)
    {
        Number(buffer, text is null ? -1 : Encoding.UTF8.GetByteCount(text));
        if (text is not null) Encoding.UTF8.GetBytes(text, buffer);
    }

    private static void Number(ArrayBufferWriter<byte> buffer, long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(buffer.GetSpan(8), value);
        buffer.Advance(8);
    }

    // Minus zero is zero.
    private static void Real(ArrayBufferWriter<byte> buffer, double value) => Number(buffer, BitConverter.DoubleToInt64Bits(value + 0.0));
}
