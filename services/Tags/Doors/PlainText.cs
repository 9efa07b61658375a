namespace Logistics.Tags.Doors;

/// <summary>Texts as bytes.</summary>
internal static class PlainText
{
    /// <summary>An id of the gateway's: printable ASCII without spaces.</summary>
    internal static bool IsId(ReadOnlySpan<byte> text, int max) => text.Length > 0 && text.Length <= max && !text.ContainsAnyExceptInRange((byte)'!', (byte)'~');
}
