using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Logistics.EventStore;

/// <summary>
/// RFC 8785, the form that the hash chain is computed over: members sorted by UTF-16 code units, no white space, shortest
/// escapes, numbers as ECMAScript prints a double. The event is stored from this very text, and jsonb's own order and spacing do
/// not matter, because the verifier canonicalises again.
/// </summary>
internal static class CanonicalJson
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64 };

    /// <exception cref="ArgumentException">Text with NUL or a lone surrogate, or a number that a double does not hold exactly.</exception>
    internal static string Of(ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(utf8, Strict);
        var text = new StringBuilder(utf8.Length + 16);
        Write(document.RootElement, text);
        return text.ToString();
    }

    internal static string Of(string json) => Of(Encoding.UTF8.GetBytes(json));

    internal static void WriteString(string value, StringBuilder text)
    {
        text.Append('"');
        var plainFrom = 0;
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (c is >= ' ' and not '"' and not '\\' && !char.IsSurrogate(c)) continue;
            if (char.IsSurrogate(c))
            {
                if (!char.IsHighSurrogate(c) || i + 1 == value.Length || !char.IsLowSurrogate(value[i + 1]))
                    throw new ArgumentException("Text with a lone surrogate cannot be stored.");
                i++;
                continue;
            }

            text.Append(value, plainFrom, i - plainFrom).Append(Escaped(c));
            plainFrom = i + 1;
        }

        text.Append(value, plainFrom, value.Length - plainFrom).Append('"');
    }

    private static void Write(JsonElement element, StringBuilder text)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object: WriteObject(element, text); break;
            case JsonValueKind.Array: WriteArray(element, text); break;
            case JsonValueKind.String: WriteString(element.GetString()!, text); break;
            case JsonValueKind.Number: WriteNumber(element, text); break;
            case JsonValueKind.True: text.Append("true"); break;
            case JsonValueKind.False: text.Append("false"); break;
            default: text.Append("null"); break;
        }
    }

    private static void WriteObject(JsonElement element, StringBuilder text)
    {
        var members = ArrayPool<JsonProperty>.Shared.Rent(element.GetPropertyCount());
        var names = ArrayPool<string>.Shared.Rent(members.Length);
        var count = 0;
        foreach (var member in element.EnumerateObject())
        {
            members[count] = member;
            names[count++] = member.Name;
        }

        Array.Sort(names, members, 0, count, StringComparer.Ordinal);
        text.Append('{');
        for (var i = 0; i < count; i++)
        {
            if (i > 0) text.Append(',');
            WriteString(names[i], text);
            text.Append(':');
            Write(members[i].Value, text);
        }

        text.Append('}');
        ArrayPool<JsonProperty>.Shared.Return(members, clearArray: true);
        ArrayPool<string>.Shared.Return(names, clearArray: true);
    }

    private static void WriteArray(JsonElement element, StringBuilder text)
    {
        text.Append('[');
        var first = true;
        foreach (var item in element.EnumerateArray())
        {
            if (!first) text.Append(',');
            first = false;
            Write(item, text);
        }

        text.Append(']');
    }

    private static void WriteNumber(JsonElement element, StringBuilder text)
    {
        if (element.TryGetInt64(out var whole) && Math.Abs((decimal)whole) <= 9_007_199_254_740_991m)
        {
            text.Append(CultureInfo.InvariantCulture, $"{whole}");
            return;
        }

        var number = element.GetDouble();
        var printed = EcmaScript(number);
        if (!double.IsFinite(number) || !Exact(element, number, printed))
            throw new ArgumentException($"The number {element.GetRawText()} is not exact as a JSON number. Store it as text.");
        text.Append(printed);
    }

    // A double prints back as itself by definition; a decimal or a long must not lose digits on the way.
    private static bool Exact(JsonElement element, double number, string printed)
        => element.TryGetDecimal(out var exact)
            ? decimal.TryParse(printed, NumberStyles.Float, CultureInfo.InvariantCulture, out var kept) && kept == exact
            : number != 0;

    private static string EcmaScript(double number)
    {
        if (number == 0) return "0";
        // ECMAScript's Number::toString: n is where the decimal point stands among the digits.
        var (digits, n) = Digits(number.ToString("R", CultureInfo.InvariantCulture));
        var sign = number < 0 ? "-" : "";
        if (n is > 0 and <= 21)
            return sign + (digits.Length <= n ? digits.PadRight(n, '0') : digits[..n] + "." + digits[n..]);
        if (n is > -6 and <= 0) return sign + "0." + new string('0', -n) + digits;
        var power = (n - 1).ToString("+0;-0", CultureInfo.InvariantCulture);
        return sign + digits[..1] + (digits.Length > 1 ? "." + digits[1..] : "") + "e" + power;
    }

    private static (string Digits, int Exponent) Digits(string shortest)
    {
        var text = shortest.TrimStart('-');
        var e = text.IndexOf('E', StringComparison.Ordinal);
        var power = e < 0 ? 0 : int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = e < 0 ? text : text[..e];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var exponent = (point < 0 ? mantissa.Length : point) + power;
        var significant = digits.TrimStart('0');
        exponent -= digits.Length - significant.Length;
        return (significant.TrimEnd('0'), exponent);
    }

    private static string Escaped(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\0' => throw new ArgumentException("Text with NUL cannot be stored."),
        _ => $"\\u{(int)c:x4}",
    };
}
