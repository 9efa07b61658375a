using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Logistics.Hosting.Grpc;

namespace Logistics.Shipments.Feeds;

/// <summary>
/// Where a watcher is: at a position of the log, or within the snapshot that was begun at a position, after a document's id.
/// Opaque to callers; a made-up one is INVALID_ARGUMENT.
/// </summary>
internal sealed record Cursor(long Position, string? SnapshotAfter)
{
    private const int Longest = 512;

    public static Cursor? Parse(string text, string field)
    {
        if (text.Length == 0) return null;
        var parts = Decode(text, field).Split(':', 3);
        return parts switch
        {
            ["p", var position] when TryPosition(position, out var at) => new(at, null),
            ["s", var position, var id] when TryPosition(position, out var at) => new(at, id),
            _ => throw Check.Invalid(field, "is none of ours."),
        };
    }

    public static long? ParsePageToken(string text)
    {
        if (text.Length == 0) return null;
        return Decode(text, "page_token").Split(':', 2) is ["l", var ordinal] && TryPosition(ordinal, out var at)
            ? at
            : throw Check.Invalid("page_token", "is none of ours.");
    }

    public static string PageToken(long ordinal) => Encode($"l:{ordinal.ToString(CultureInfo.InvariantCulture)}");

    public override string ToString()
    {
        var position = Position.ToString(CultureInfo.InvariantCulture);
        return Encode(SnapshotAfter is null ? $"p:{position}" : $"s:{position}:{SnapshotAfter}");
    }

    private static bool TryPosition(string text, out long position)
        => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out position);

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(text));

    private static string Decode(string text, string field)
    {
        if (text.Length > Longest || !Base64Url.IsValid(text)) throw Check.Invalid(field, "is none of ours.");
        var bytes = Base64Url.DecodeFromChars(text);
        return Ascii.IsValid(bytes) ? Encoding.ASCII.GetString(bytes) : throw Check.Invalid(field, "is none of ours.");
    }
}
