namespace Logistics.Tags.Presence;

/// <summary>A set of minutes as spans in order, none touching the next. Never empty once something was added.</summary>
internal sealed class MinuteSpans
{
    private readonly List<(long First, long Last)> _spans = [];

    internal long Last => _spans[^1].Last;

    /// <summary>False where it was in the set.</summary>
    internal bool Add(long minute)
    {
        var next = After(minute);
        if (next > 0 && _spans[next - 1].Last >= minute) return false;
        var joinsBefore = next > 0 && _spans[next - 1].Last == minute - 1;
        var joinsAfter = next < _spans.Count && _spans[next].First == minute + 1;
        switch (joinsBefore, joinsAfter)
        {
            case (true, true):
                _spans[next - 1] = (_spans[next - 1].First, _spans[next].Last);
                _spans.RemoveAt(next);
                break;
            case (true, false):
                _spans[next - 1] = (_spans[next - 1].First, minute);
                break;
            case (false, true):
                _spans[next] = (minute, _spans[next].Last);
                break;
            default:
                _spans.Insert(next, (minute, minute));
                break;
        }

        return true;
    }

    /// <summary>Is one of them from the first to the last one here, both inclusive?</summary>
    internal bool Any(long first, long last)
    {
        if (first > last) return false;
        var next = After(last);
        return next > 0 && _spans[next - 1].Last >= first;
    }

    /// <summary>Index of the first span that begins after the minute.</summary>
    private int After(long minute)
    {
        var (low, high) = (0, _spans.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_spans[middle].First <= minute) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
