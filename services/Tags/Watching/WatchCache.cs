namespace Logistics.Tags.Watching;

/// <summary>
/// Tags that were read lately, as they are now. What is not saved yet is kept; the rest is bounded by two generations, of which the
/// older one is let go when the younger is full.
/// </summary>
internal sealed class WatchCache
{
    private const int Most = 40_000;

    private readonly Dictionary<string, TagWatch> _unsaved = [];
    private Dictionary<string, TagWatch> _young = [];
    private Dictionary<string, TagWatch> _old = [];

    /// <summary>Tags whose tail, or more, is not saved.</summary>
    internal IReadOnlyCollection<TagWatch> Unsaved => _unsaved.Values;

    internal TagWatch? Find(string tag)
    {
        if (_young.TryGetValue(tag, out var watch)) return watch;
        if (!_unsaved.TryGetValue(tag, out watch) && !_old.TryGetValue(tag, out watch)) return null;
        Keep(watch);
        return watch;
    }

    /// <summary>As it was found.</summary>
    internal void PutSaved(TagWatch watch) => Keep(watch);

    /// <summary>To be saved: with the commit of this step where more than its tail changed, else sooner or later.</summary>
    internal void PutMoved(TagWatch watch)
    {
        _unsaved[watch.TagId] = watch;
        Keep(watch);
    }

    internal TagWatch? FindUnsaved(string tag) => _unsaved.GetValueOrDefault(tag);

    /// <summary>After the commit that saved these, or their tails.</summary>
    internal void Saved(IEnumerable<string> tags)
    {
        foreach (var tag in tags) _unsaved.Remove(tag);
    }

    internal void Forget(Func<string, bool> which)
    {
        foreach (var part in (Dictionary<string, TagWatch>[])[_unsaved, _young, _old])
        {
            foreach (var tag in part.Keys.Where(which).ToArray()) part.Remove(tag);
        }
    }

    internal void TakeOver(WatchCache other)
    {
        foreach (var (_, watch) in other._old.Concat(other._young)) Keep(watch);
        foreach (var (_, watch) in other._unsaved) PutMoved(watch);
    }

    private void Keep(TagWatch watch)
    {
        if (_young.Count >= Most / 2 && !_young.ContainsKey(watch.TagId)) (_old, _young) = (_young, []);
        _young[watch.TagId] = watch;
    }
}
