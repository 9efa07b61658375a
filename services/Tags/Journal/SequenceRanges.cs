namespace Logistics.Tags.Journal;

/// <summary>First to last, both included.</summary>
internal readonly record struct SequenceSpan(long First, long Last);

/// <summary>The sequences of an epoch that are safe: disjoint spans in order, none touching the next.</summary>
internal sealed class SequenceRanges
{
    internal static readonly SequenceRanges Empty = new([]);

    private readonly SequenceSpan[] _spans;

    private SequenceRanges(SequenceSpan[] spans) => _spans = spans;

    internal IReadOnlyList<SequenceSpan> Spans => _spans;

    /// <summary>Where the gateway goes on: one beyond the highest.</summary>
    internal long Next => _spans.Length == 0 ? 1 : _spans[^1].Last + 1;

    /// <summary>Sequences missing below the highest.</summary>
    internal long Missing => Next - 1 - _spans.Sum(span => span.Last - span.First + 1);

    internal static SequenceRanges Of(IEnumerable<SequenceSpan> spans)
    {
        var merged = new List<SequenceSpan>();
        foreach (var span in spans.OrderBy(s => s.First))
        {
            if (merged.Count > 0 && span.First <= merged[^1].Last + 1) merged[^1] = new(merged[^1].First, Math.Max(merged[^1].Last, span.Last));
            else merged.Add(span);
        }

        return new([.. merged]);
    }

    internal bool Contains(long sequence)
    {
        var (low, high) = (0, _spans.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (sequence < _spans[middle].First) high = middle - 1;
            else if (sequence > _spans[middle].Last) low = middle + 1;
            else return true;
        }

        return false;
    }

    internal bool Overlaps(SequenceSpan other)
    {
        var (low, high) = (0, _spans.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (other.Last < _spans[middle].First) high = middle - 1;
            else if (other.First > _spans[middle].Last) low = middle + 1;
            else return true;
        }

        return false;
    }

    internal SequenceRanges With(SequenceSpan span) => _spans.Length > 0 && span.First == _spans[^1].Last + 1
        ? new([.. _spans[..^1], new(_spans[^1].First, span.Last)])
        : Of(_spans.Append(span));

    internal SequenceRanges With(IEnumerable<long> sequences) => Of(_spans.Concat(sequences.Select(s => new SequenceSpan(s, s))));
}
