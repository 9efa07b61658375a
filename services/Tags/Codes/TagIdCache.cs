using System.Collections.Concurrent;

namespace Logistics.Tags.Codes;

/// <summary>
/// A portal reads the same tags over and over: what was parsed lately is not parsed again. Bounded by two generations, of which the
/// older one is let go when the younger is full; texts that name no tag are not kept.
/// </summary>
internal static class TagIdCache
{
    private const int Most = 50_000;

    private static Generation _young = new();
    private static Generation _old = new();

    /// <param name="defect">Null where the answer is not.</param>
    internal static TagId? Parse(string text, out string? defect)
    {
        defect = null;
        if (_young.Known.TryGetValue(text, out var known)) return known;
        if (!_old.Known.TryGetValue(text, out known))
        {
            if (TagId.Parse(text, out defect) is not { } parsed) return null;
            known = parsed;
        }

        Keep(text, known);
        return known;
    }

    private static void Keep(string text, TagId id)
    {
        var young = _young;
        if (!young.Known.TryAdd(text, id) || Interlocked.Increment(ref young.Count) != Most) return;

        // Only the one that made it full turns it over.
        _old = young;
        _young = new();
    }

    private sealed class Generation
    {
        internal readonly ConcurrentDictionary<string, TagId> Known = new(StringComparer.Ordinal);
        internal int Count;
    }
}
