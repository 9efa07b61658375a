using System.Globalization;

namespace Logistics.Tags.Codes;

/// <summary>Between a tag's memory and its pure identity URN (GS1 EPC Tag Data Standard 1.13, chapters 12 to 14).</summary>
internal static class EpcBinary
{
    /// <summary>
    /// The pure identity, or null where the memory is no valid key of a known scheme; such a tag still has a raw identity.
    /// </summary>
    internal static string? Decode(ReadOnlySpan<byte> memory)
    {
        if (memory.Length < 12 || EpcScheme.ByHeader(memory[0]) is not { } scheme || memory.Length * 8 < scheme.Bits) return null;

        var bits = new BitReader(memory);
        bits.Take(8 + 3);
        var partition = (int)bits.Take(3);
        if (partition > 6) return null;

        var company = Digits(bits.Take(EpcScheme.CompanyBits[partition]), EpcScheme.CompanyDigits(partition));
        var reference = Reference(scheme, partition, ref bits);
        if (company is null || reference is null) return null;

        var urn = $"urn:epc:id:{scheme.Name}:{company}.{reference}";
        if (scheme.SerialBits > 0)
        {
            if (Serial(scheme, ref bits) is not { } serial) return null;
            urn += $".{serial}";
        }

        return bits.OnlyZerosLeft() ? urn : null;
    }

    /// <summary>The memory of a tag with this identity, or null where the identity does not fit the scheme.</summary>
    /// <param name="bits">96, or one of the longer layouts.</param>
    internal static byte[]? Encode(string urn, int filter, int bits)
    {
        if (EpcUrn.Parse(urn) is not { } key || Array.Find(EpcScheme.All, s => s.Name == key.Scheme && s.Bits == bits) is not { } scheme) return null;

        var memory = new byte[(bits + 15) / 16 * 2];
        var writer = new BitWriter(memory);
        var partition = 12 - key.Company.Length;
        writer.Put(scheme.Header, 8);
        writer.Put((ulong)filter, 3);
        writer.Put((ulong)partition, 3);
        writer.Put(ulong.Parse(key.Company, CultureInfo.InvariantCulture), EpcScheme.CompanyBits[partition]);
        var fits = scheme is { Alphanumeric: true, SerialBits: 0 }
            ? EpcText.Put(ref writer, key.Reference, scheme.ReferenceBits[partition])
            : PutNumber(ref writer, key.Reference, scheme.ReferenceBits[partition], scheme.ReferenceDigits is null);
        if (fits && scheme.SerialBits > 0)
        {
            fits = scheme.Alphanumeric
                ? EpcText.Put(ref writer, key.Serial!, scheme.SerialBits)
                : PutNumber(ref writer, key.Serial!, scheme.SerialBits, true);
        }

        return fits ? memory : null;
    }

    private static string? Reference(EpcScheme scheme, int partition, ref BitReader bits)
    {
        var width = scheme.ReferenceBits[partition];
        if (scheme.ReferenceDigits is { } digits) return Digits(bits.Take(width), digits[partition]);
        return scheme.Alphanumeric ? EpcText.Take(ref bits, width) : bits.Take(width).ToString(CultureInfo.InvariantCulture);
    }

    private static string? Serial(EpcScheme scheme, ref BitReader bits) => scheme.Alphanumeric
        ? EpcText.Take(ref bits, scheme.SerialBits)
        : bits.Take(scheme.SerialBits).ToString(CultureInfo.InvariantCulture);

    private static string? Digits(ulong value, int digits)
    {
        if (digits == 0) return value == 0 ? "" : null;
        var text = value.ToString(CultureInfo.InvariantCulture);
        return text.Length > digits ? null : text.PadLeft(digits, '0');
    }

    private static bool PutNumber(ref BitWriter writer, string digits, int bits, bool noLeadingZero)
    {
        var value = 0UL;
        if (digits.Length > 0 && !ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value)) return false;
        if (noLeadingZero && digits != value.ToString(CultureInfo.InvariantCulture)) return false;
        if (bits < 64 && value >> bits != 0) return false;
        writer.Put(value, bits);
        return true;
    }
}
