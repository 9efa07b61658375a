using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Logistics.Hosting.Grpc;

namespace Logistics.Shipments.Feeds;

/// <summary>
/// Where a watcher is: at a position of the log, or within the snapshot that was begun at a position, after a document's ordinal.
/// Opaque to callers; a made-up one is INVALID_ARGUMENT.
/// </summary>
internal sealed record Cursor(long Position, long? SnapshotAfter)
{
    private const int Longest = 128;

    public static Cursor? Parse(string text)
    {
        if (text.Length == 0) return null;
        return Decode(text, "cursor").Split(':') switch
        {
            ["p", var position] when TryNumber(position, out var at) => new(at, null),
            ["s", var position, var ordinal] when TryNumber(position, out var at) && TryNumber(ordinal, out var after) => new(at, after),
            _ => throw NoneOfOurs("cursor"),
        };
    }

    public static long? ParsePageToken(string text)
    {
        if (text.Length == 0) return null;
        return Decode(text, "page_token").Split(':', 2) is ["l", var ordinal] && TryNumber(ordinal, out var at) ? at : throw NoneOfOurs("page_token");
    }

    public static string PageToken(long ordinal) => Encode($"l:{ordinal.ToString(CultureInfo.InvariantCulture)}");

    public override string ToString() => Encode(SnapshotAfter is { } after
        ? string.Create(CultureInfo.InvariantCulture, $"s:{Position}:{after}")
        : string.Create(CultureInfo.InvariantCulture, $"p:{Position}"));

    private static bool TryNumber(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(text));

    private static string Decode(string text, string field)
    {
        if (text.Length > Longest || !Base64Url.IsValid(text)) throw NoneOfOurs(field);
        var bytes = Base64Url.DecodeFromChars(text);
        return Ascii.IsValid(bytes) ? Encoding.ASCII.GetString(bytes) : throw NoneOfOurs(field);
    }

    private static Exception NoneOfOurs(string field) => Check.Invalid(field, "is none of ours.");
}
