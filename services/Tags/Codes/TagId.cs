using System.Text.RegularExpressions;

namespace Logistics.Tags.Codes;

/// <summary>
/// A tag's canonical identity, the same for all spellings of it: an EPC is its pure identity URN (or <c>urn:epc:raw:</c> where its
/// memory holds no key we know), anything else <c>device:ID</c>.
/// </summary>
internal readonly partial record struct TagId(string Value)
{
    /// <summary>
    /// Null where it is no tag id. A bare word of 24 or more letters and digits is taken for an EPC in hex and must be one;
    /// a device with such an id is written with its prefix.
    /// </summary>
    internal static TagId? Parse(string text)
    {
        if (text.Length > 200) return null;
        if (text.StartsWith("urn:epc:", StringComparison.Ordinal)) return Urn(text);
        if (text.StartsWith("device:", StringComparison.Ordinal)) return Device(text["device:".Length..]);
        return text.Length >= 24 && text.All(char.IsAsciiLetterOrDigit) ? Hex(text) : Device(text);
    }

    public override string ToString() => Value;

    private static TagId? Device(string id) => DevicePattern().IsMatch(id) ? new TagId($"device:{id}") : null;

    private static TagId? Urn(string text)
    {
        if (EpcUrn.Parse(text) is not null || EpcUrn.IsOther(text)) return new TagId(text);
        if (RawPattern().Match(text) is { Success: true } raw)
        {
            var hex = raw.Groups[2].Value;
            return hex.Length * 4 == (int.Parse(raw.Groups[1].Value, null) + 15) / 16 * 16 ? Hex(hex) : null;
        }

        // urn:epc:tag:sgtin-96:FILTER.COMPANY...: the filter is no part of the identity.
        return TagPattern().Match(text) is { Success: true } tag ? Urn($"urn:epc:id:{tag.Groups[1].Value}:{tag.Groups[2].Value}") : null;
    }

    private static TagId? Hex(string hex)
    {
        // Tag memory comes in words of 16 bits.
        if (hex.Length % 4 != 0 || hex.Length > 128 || !hex.All(char.IsAsciiHexDigit)) return null;
        return new TagId(EpcBinary.Decode(Convert.FromHexString(hex)) ?? $"urn:epc:raw:{hex.Length * 4}.x{hex.ToUpperInvariant()}");
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._:-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex DevicePattern();

    [GeneratedRegex(@"\Aurn:epc:raw:([0-9]{2,3})\.x([0-9A-Fa-f]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex RawPattern();

    [GeneratedRegex(@"\Aurn:epc:tag:([a-z]+)-[0-9]{2,3}:[0-7]\.(.+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex TagPattern();
}
