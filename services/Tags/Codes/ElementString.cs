namespace Logistics.Tags.Codes;

/// <summary>
/// GS1 element strings: as people read them, <c>(01)80614141123458(21)6789</c>, or as a scanner gives them behind its symbology
/// identifier, <c>]C10180614141123458216789</c>.
/// </summary>
internal static class ElementString
{
    private static readonly string[] Symbologies = ["]C1", "]d2", "]Q3", "]e0", "]J1"];

    internal static bool LooksLikeOne(string text) => text.StartsWith('(') || text.StartsWith(']');

    /// <summary>Null, and why, where it names no thing.</summary>
    internal static Gs1Key? Parse(string text, out string? defect)
    {
        defect = TagDefects.Malformed;
        if (Elements(text) is not { } elements) return null;
        var keys = elements.Where(e => KeyFormat.ByAi(e.Ai) is not null).ToArray();
        if (keys is not [var (ai, value)]) return null;
        var format = KeyFormat.ByAi(ai)!;
        var serials = elements.Where(e => e.Ai == format.SerialAi).ToArray();
        return serials.Length > 1 ? null : Gs1Key.OfValue(format, value, serials is [var (_, serial)] ? serial : null, out defect);
    }

    private static List<(string Ai, string Value)>? Elements(string text)
        => text.StartsWith('(') ? Bracketed(text) : Array.Exists(Symbologies, s => text.StartsWith(s, StringComparison.Ordinal)) ? Scanned(text[3..]) : null;

    /// <summary>A value may hold brackets of its own: an application identifier is two to four digits in them.</summary>
    private static List<(string Ai, string Value)>? Bracketed(string text)
    {
        var elements = new List<(string, string)>();
        for (var at = 0; at < text.Length;)
        {
            if (AiAt(text, at) is not { } ai) return null;
            var begin = at + ai.Length + 2;
            var next = begin;
            while (next < text.Length && AiAt(text, next) is null) next++;
            if (next == begin) return null;
            elements.Add((ai, text[begin..next]));
            at = next;
        }

        return elements;
    }

    private static string? AiAt(string text, int at)
    {
        if (text[at] != '(') return null;
        var close = text.IndexOf(')', at);
        return close - at is >= 3 and <= 5 && text.AsSpan(at + 1, close - at - 1).IndexOfAnyExceptInRange('0', '9') < 0 ? text[(at + 1)..close] : null;
    }

    /// <summary>The key first, then its serial. Separators are control characters, which no door lets in, so nothing follows a serial.</summary>
    private static List<(string Ai, string Value)>? Scanned(string text)
    {
        if (Array.Find(KeyFormat.All, f => text.StartsWith(f.Ai, StringComparison.Ordinal)) is not { } format) return null;
        var rest = text[format.Ai.Length..];
        if (format.SerialAi is not { } ai || rest.Length <= format.Digits) return [(format.Ai, rest)];
        var serial = rest[format.Digits..];
        return serial.StartsWith(ai, StringComparison.Ordinal) ? [(format.Ai, rest[..format.Digits]), (ai, serial[ai.Length..])] : null;
    }
}
