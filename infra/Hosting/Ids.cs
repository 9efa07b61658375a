namespace Logistics.Hosting;

/// <summary>
/// Ids for new things: a prefix that says what it is and a UUIDv7 as 26 characters of Crockford's base32, lower case, so that
/// ids sort by the time they were made and can be read out on the phone.
/// </summary>
public static class Ids
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>`shp-01jc…` for `shp`.</summary>
    public static string New(string prefix) => $"{prefix}-{Encode(Guid.CreateVersion7())}";

    private static string Encode(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var value = new UInt128(
            System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes),
            System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));
        Span<char> text = stackalloc char[26];
        for (var i = 25; i >= 0; i--, value >>= 5) text[i] = Alphabet[(int)(value & 31)];
        return new string(text);
    }
}
