using System.Text;
using Logistics.Hosting.Grpc;

namespace Logistics.Tags;

/// <summary>Where a page ended; opaque to callers.</summary>
internal static class PageToken
{
    /// <summary>Eight of the longest names.</summary>
    private const int Longest = 3_000;

    internal static string Of(string last) => Convert.ToBase64String(Encoding.UTF8.GetBytes(last));

    /// <summary>Of several names, none of which has a line's end.</summary>
    internal static string Of(IEnumerable<string> path) => Of(string.Join('\n', path));

    internal static string[] ReadPath(string token, string field = "page_token") => Read(token, field) is { Length: > 0 } path ? path.Split('\n') : [];

    /// <summary>Empty for the first page.</summary>
    internal static string Read(string token, string field = "page_token")
    {
        if (token.Length == 0) return "";
        var bytes = new byte[token.Length];
        if (token.Length > Longest || !Convert.TryFromBase64String(token, bytes, out var count)) throw Check.Invalid(field, "is none of ours.");
        var text = Encoding.UTF8.GetString(bytes, 0, count);
        return text.AsSpan().ContainsAny('\0', '\ufffd') ? throw Check.Invalid(field, "is none of ours.") : text;
    }

    internal static long ReadNumber(string token, string field) => Read(token, field) switch
    {
        "" => 0,
        var text when long.TryParse(text, System.Globalization.NumberStyles.None, null, out var number) => number,
        _ => throw Check.Invalid(field, "is none of ours."),
    };
}
