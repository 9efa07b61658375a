namespace Logistics.Tags.Codes;

/// <summary>Takes big-endian bit fields from a tag's memory; beyond its end there are zeros.</summary>
internal ref struct BitReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    internal ulong Take(int bits)
    {
        var value = 0UL;
        for (var i = 0; i < bits; i++, _at++) value = (value << 1) | Bit(_at);
        return value;
    }

    internal readonly bool OnlyZerosLeft()
    {
        for (var i = _at; i < _bytes.Length * 8; i++)
        {
            if (Bit(i) != 0) return false;
        }

        return true;
    }

    private readonly ulong Bit(int index)
        => index / 8 < _bytes.Length ? (ulong)((_bytes[index / 8] >> (7 - (index % 8))) & 1) : 0UL;
}
