using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Logistics.Console.Events;

/// <summary>
/// Where a browser is in every feed: the id of its last event. Written as one opaque text; one that does not read is no
/// position at all, and the browser gets a fresh start.
/// </summary>
internal sealed record CursorVector(ImmutableSortedDictionary<string, string> Cursors)
{
    private const int Longest = 4096;

    internal static readonly CursorVector Start = new(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    internal string Of(string source) => Cursors.GetValueOrDefault(source, "");

    internal CursorVector With(string source, string cursor) =>
        new(cursor.Length > 0 ? Cursors.SetItem(source, cursor) : Cursors.Remove(source));

    public override string ToString() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes<IReadOnlyDictionary<string, string>>(Cursors));

    internal static CursorVector Parse(string? text)
    {
        if (text is not { Length: > 0 and <= Longest } || !Base64Url.IsValid(text)) return Start;
        try
        {
            var cursors = JsonSerializer.Deserialize<Dictionary<string, string>>(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)));
            return cursors is null ? Start : new(Start.Cursors.AddRange(cursors.Where(one => one.Value is not null)));
        }
        catch (JsonException)
        {
            return Start;
        }
    }
}
