using System.Text;

namespace Logistics.Tags.Codes;

/// <summary>The 7-bit text fields of the longer schemes, and how a URN spells them.</summary>
internal static class EpcText
{
    private const string Escaped = "\"%&/<>?";
    private const string Punctuation = "!'()*+,-.:;=_" + Escaped;

    internal static bool Allowed(char c) => char.IsAsciiLetterOrDigit(c) || Punctuation.Contains(c);

    /// <summary>Null where the text is empty, holds a character outside GS1's set, or goes on after its end.</summary>
    internal static string? Take(ref BitReader bits, int length)
    {
        var text = new StringBuilder();
        var ended = false;
        for (var i = 0; i < length / 7; i++)
        {
            var c = (char)bits.Take(7);
            if (c == 0) ended = true;
            else if (ended || !Allowed(c)) return null;
            else text.Append(c);
        }

        return text.Length == 0 || bits.Take(length % 7) != 0 ? null : Escape(text.ToString());
    }

    internal static bool Put(ref BitWriter bits, string escaped, int length)
    {
        if (Unescape(escaped) is not { } text || text.Length > length / 7) return false;
        foreach (var c in text) bits.Put(c, 7);
        bits.Skip(length - (7 * text.Length));
        return true;
    }

    internal static string Escape(string text)
        => string.Concat(text.Select(c => Escaped.Contains(c) ? $"%{(int)c:X2}" : c.ToString()));

    /// <summary>Null where it is no text of a URN.</summary>
    internal static string? Unescape(string text)
    {
        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '%')
            {
                if (i + 2 >= text.Length || !byte.TryParse(text.AsSpan(i + 1, 2), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var code)) return null;
                c = (char)code;
                i += 2;
            }
            else if (Escaped.Contains(c))
            {
                return null;
            }

            if (!Allowed(c)) return null;
            plain.Append(c);
        }

        return plain.Length == 0 ? null : plain.ToString();
    }
}
