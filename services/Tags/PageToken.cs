using System.Text;
using Logistics.Hosting.Grpc;

namespace Logistics.Tags;

/// <summary>Where a page ended; opaque to callers.</summary>
internal static class PageToken
{
    internal static string Of(string last) => Convert.ToBase64String(Encoding.UTF8.GetBytes(last));

    /// <summary>Empty for the first page.</summary>
    internal static string Read(string token, string field = "page_token")
    {
        if (token.Length == 0) return "";
        var bytes = new byte[token.Length];
        if (token.Length > 1000 || !Convert.TryFromBase64String(token, bytes, out var count)) throw Check.Invalid(field, "is none of ours.");
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
