namespace Logistics.Tags.Codes;

/// <summary>Puts big-endian bit fields into a tag's memory.</summary>
internal ref struct BitWriter(Span<byte> bytes)
{
    private readonly Span<byte> _bytes = bytes;
    private int _at;

    internal void Put(ulong value, int bits)
    {
        for (var i = bits - 1; i >= 0; i--, _at++)
        {
            if (((value >> i) & 1) != 0) _bytes[_at / 8] |= (byte)(1 << (7 - (_at % 8)));
        }
    }

    internal void Skip(int bits) => _at += bits;
}
