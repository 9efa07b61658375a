using System.Globalization;

namespace Logistics.Tags.Codes;

/// <summary>
/// GS1 Digital Link URIs (1.2, uncompressed). The key stands in the path, under any host and behind any path; further attributes in
/// the query say nothing about which thing it is.
/// </summary>
internal static class DigitalLink
{
    private const string Canonical = "https://id.gs1.org";

    internal static bool LooksLikeOne(string text)
        => text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    /// <summary>The one URI of a key, at GS1's own resolver.</summary>
    internal static string Of(Gs1Key key)
    {
        var (format, serial) = (key.Format, key.Serial is null ? "" : Uri.EscapeDataString(key.Serial));
        if (format.SerialAi is null) return $"{Canonical}/{format.Ai}/{key.Digits}{serial}";
        return serial.Length == 0 ? $"{Canonical}/{format.Ai}/{key.Digits}" : $"{Canonical}/{format.Ai}/{key.Digits}/{format.SerialAi}/{serial}";
    }

    /// <summary>Null, and why, where it names no thing.</summary>
    internal static Gs1Key? Parse(string text, out string? defect)
    {
        defect = TagDefects.Malformed;
        if (!text.All(c => c is > ' ' and < '\u007f')) return null;
        var path = text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var end = path.IndexOfAny(['?', '#']);
        var segments = (end < 0 ? path : path[..end]).Split('/');

        // The host comes first. The last key in the path is meant: what is before it is the resolver's own.
        for (var i = segments.Length - 2; i > 0; i--)
        {
            if (KeyFormat.ByAi(segments[i]) is not { } format) continue;
            if (Plain(segments[i + 1]) is not { } value || !Serial(format, segments.AsSpan(i + 2), out var serial)) return null;
            return Gs1Key.OfValue(format, value, serial, out defect);
        }

        return null;
    }

    /// <summary>The key's qualifiers, in pairs; a variant or lot before the serial is passed over.</summary>
    private static bool Serial(KeyFormat format, ReadOnlySpan<string> qualifiers, out string? serial)
    {
        serial = null;
        if (qualifiers is [.., ""]) qualifiers = qualifiers[..^1];
        if (qualifiers.Length % 2 != 0) return false;
        for (var i = 0; i < qualifiers.Length; i += 2)
        {
            if (qualifiers[i] == format.SerialAi && serial is null)
            {
                if ((serial = Plain(qualifiers[i + 1])) is null) return false;
            }
            else if (format.Ai != "01" || qualifiers[i] is not ("22" or "10"))
            {
                return false;
            }
        }

        return true;
    }

    private static string? Plain(string segment)
    {
        for (var i = segment.IndexOf('%', StringComparison.Ordinal); i >= 0; i = segment.IndexOf('%', i + 1))
        {
            if (i + 2 >= segment.Length || !byte.TryParse(segment.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, null, out _)) return null;
        }

        return segment.Length == 0 ? null : Uri.UnescapeDataString(segment);
    }
}
