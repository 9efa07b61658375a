using System.Buffers.Text;

namespace Logistics.Tags.Doors;

/// <summary>The sensors of one read as the journal keeps them, where they are of the usual kinds and within their ranges.</summary>
internal sealed class SensorsAsJson
{
    private const int Longest = 96;
    private const int MostValues = 8;

    private readonly byte[] _buffer = new byte[(MostValues * Longest) + 1];
    private int _length;

    internal void Begin() => _length = 0;

    internal bool TryAdd(ReadOnlySpan<byte> type, double value, ReadOnlySpan<byte> unit)
    {
        if (_buffer.Length - _length <= Longest || !IsUsual(type, value, unit)) return false;
        Put(_length == 0 ? "[{\"type\":\""u8 : ",{\"type\":\""u8);
        Put(type);
        Put("\",\"value\":"u8);
        if (!Utf8Formatter.TryFormat(value + 0.0, _buffer.AsSpan(_length), out var written)) return false;
        _length += written;
        Put(",\"unit\":\""u8);
        Put(unit);
        Put("\"}"u8);
        return true;
    }

    internal ReadOnlySpan<byte> Done()
    {
        if (_length == 0) return default;
        Put("]"u8);
        return _buffer.AsSpan(0, _length);
    }

    /// <summary>The limits of <see cref="ReadCheck"/>, for the units that are nearly always used.</summary>
    private static bool IsUsual(ReadOnlySpan<byte> type, double value, ReadOnlySpan<byte> unit)
        => (type.SequenceEqual("temperature"u8) && unit.SequenceEqual("CEL"u8) && value is >= -273.15 and <= 2000)
            || (type.SequenceEqual("humidity"u8) && unit.SequenceEqual("P1"u8) && value is >= 0 and <= 100)
            || (type.SequenceEqual("light"u8) && unit.SequenceEqual("LUX"u8) && value >= 0)
            || (type.SequenceEqual("shock"u8) && unit.SequenceEqual("K40"u8));

    private void Put(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }
}
