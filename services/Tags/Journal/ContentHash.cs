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
    internal static byte[] Of(IncomingRead read)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        Text(buffer, read.EventId);
        Text(buffer, read.TagId);
        Number(buffer, read.EventTime.ToUnixTimeTicks() / (NodaConstants.TicksPerMillisecond / 1000));
        Number(buffer, read.OffsetMinutes);
        Text(buffer, read.ReadPointId);
        Number(buffer, read.Antenna);
        Real(buffer, read.RssiDbm);
        Number(buffer, read.Position is null ? 0 : 1);
        Real(buffer, read.Position?.Latitude ?? 0);
        Real(buffer, read.Position?.Longitude ?? 0);
        Number(buffer, read.BatteryPercent ?? -1);
        foreach (var sensor in read.Sensors)
        {
            Text(buffer, sensor.Type);
            Real(buffer, sensor.Value);
            Text(buffer, sensor.Unit);
        }

        return SHA256.HashData(buffer.WrittenSpan);
    }

    /// <summary>Of a whole batch: its reads' sequences and contents, in their order.</summary>
    internal static byte[] Of(IReadOnlyList<IncomingRead> reads)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
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
