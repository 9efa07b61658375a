using System.Text.RegularExpressions;

namespace Logistics.Tags.Codes;

/// <summary>
/// A tag's canonical identity, the same for all spellings of it. A GS1 key is its Digital Link at id.gs1.org, whether it came as URN,
/// Digital Link, element string or memory in hex; memory that holds no key we know is <c>urn:epc:raw:</c>; another EPC is its URN;
/// anything else is <c>device:ID</c>.
/// </summary>
internal readonly partial record struct TagId(string Value)
{
    private const int Longest = 200;

    /// <summary>Null where it names no tag.</summary>
    internal static TagId? Parse(string text) => Parse(text, out _);

    /// <summary>
    /// A bare word of 24 or more letters and digits is taken for an EPC in hex and must be one; a device with such an id is written
    /// with its prefix.
    /// </summary>
    /// <param name="defect">One of <see cref="TagDefects"/> where the answer is null.</param>
    internal static TagId? Parse(string text, out string? defect)
    {
        defect = null;
        var id = text switch
        {
            { Length: > Longest } => null,
            _ when text.StartsWith("urn:epc:", StringComparison.Ordinal) => Urn(text, out defect),
            _ when text.StartsWith("device:", StringComparison.Ordinal) => Device(text["device:".Length..]),
            _ when DigitalLink.LooksLikeOne(text) => Of(DigitalLink.Parse(text, out defect)),
            _ when ElementString.LooksLikeOne(text) => Of(ElementString.Parse(text, out defect)),
            _ => text.Length >= 24 && text.All(char.IsAsciiLetterOrDigit) ? Hex(text, out defect) : Device(text),
        };
        if (id is null) defect ??= TagDefects.Malformed;
        return id;
    }

    public override string ToString() => Value;

    private static TagId? Of(Gs1Key? key) => key is null ? null : new TagId(DigitalLink.Of(key));

    private static TagId? Device(string id) => DevicePattern().IsMatch(id) ? new TagId($"device:{id}") : null;

    private static TagId? Urn(string text, out string? defect)
    {
        defect = null;
        if (EpcUrn.Parse(text) is { } urn) return Of(Gs1Key.Of(urn, out defect));
        if (EpcUrn.IsOther(text)) return new TagId(text);
        if (RawPattern().Match(text) is { Success: true } raw)
        {
            var hex = raw.Groups[2].Value;
            return hex.Length * 4 == (int.Parse(raw.Groups[1].Value, null) + 15) / 16 * 16 ? Hex(hex, out defect) : null;
        }

        // urn:epc:tag:sgtin-96:FILTER.COMPANY...: the filter is no part of the identity, but the rest must fit into that memory.
        if (TagPattern().Match(text) is not { Success: true } tag) return null;
        var id = $"urn:epc:id:{tag.Groups[1].Value}:{tag.Groups[4].Value}";
        var (bits, filter) = (int.Parse(tag.Groups[2].Value, null), tag.Groups[3].Value[0] - '0');
        return EpcBinary.Encode(id, filter, bits) is null ? null : Urn(id, out defect);
    }

    private static TagId? Hex(string hex, out string? defect)
    {
        defect = null;
        // Tag memory comes in words of 16 bits.
        if (hex.Length % 4 != 0 || hex.Length > 128 || !hex.All(char.IsAsciiHexDigit)) return null;
        var urn = EpcBinary.Decode(Convert.FromHexString(hex));
        return urn is null ? new TagId($"urn:epc:raw:{hex.Length * 4}.x{hex.ToUpperInvariant()}") : Urn(urn, out defect);
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._:-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex DevicePattern();

    [GeneratedRegex(@"\Aurn:epc:raw:([0-9]{2,3})\.x([0-9A-Fa-f]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex RawPattern();

    [GeneratedRegex(@"\Aurn:epc:tag:([a-z]+)-([0-9]{2,3}):([0-7])\.(.+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex TagPattern();
}
