using System.Text.RegularExpressions;

namespace Logistics.Tags.Codes;

/// <summary>The parts of a pure identity URN of a scheme with a company prefix.</summary>
/// <param name="Serial">Null where the scheme has none.</param>
internal sealed partial record EpcUrn(string Scheme, string Company, string Reference, string? Serial)
{
    private const string Prefix = "urn:epc:id:";

    /// <summary>Null where it is no such URN, or its digits are too many or too few.</summary>
    internal static EpcUrn? Parse(string urn)
    {
        if (!urn.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var rest = urn[Prefix.Length..];
        var colon = rest.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || EpcScheme.ByName(rest[..colon]) is not { } scheme) return null;

        // The last field of a GIAI and every serial may hold dots of its own.
        var parts = rest[(colon + 1)..].Split('.', scheme.SerialBits > 0 ? 3 : 2);
        if (parts.Length != (scheme.SerialBits > 0 ? 3 : 2)) return null;
        var (company, reference, serial) = (parts[0], parts[1], parts.Length == 3 ? parts[2] : null);
        if (company.Length is < 6 or > 12 || !AllDigits(company)) return null;

        var referenceFits = scheme.ReferenceDigits is { } digits
            ? reference.Length == digits[12 - company.Length] && AllDigits(reference)
            : EpcText.Unescape(reference) is not null;
        var serialFits = serial is null || EpcText.Unescape(serial) is { Length: <= 20 };
        return referenceFits && serialFits ? new(scheme.Name, company, reference, serial) : null;
    }

    /// <summary>A URN of another EPC scheme, taken as it is.</summary>
    internal static bool IsOther(string urn) => OtherPattern().Match(urn) is { Success: true } match && EpcScheme.ByName(match.Groups[1].Value) is null;

    private static bool AllDigits(string text) => text.All(char.IsAsciiDigit);

    [GeneratedRegex(@"\Aurn:epc:id:([a-z0-9]{2,12}):[A-Za-z0-9.%_!*'()+,:;=-]{1,100}\z", RegexOptions.CultureInvariant)]
    private static partial Regex OtherPattern();
}
