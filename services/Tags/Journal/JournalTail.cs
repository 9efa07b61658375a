namespace Logistics.Tags.Journal;

/// <summary>
/// What this process journaled last, as it was written: who follows the journal at its heels need not ask the database for what was
/// in this process a moment ago. Bounded: what is older is in the database, where it is anyway, as is what other processes write.
/// </summary>
internal sealed class JournalTail
{
    /// <summary>Bytes; at full rate about two seconds of reads.</summary>
    private const long Most = 48 << 20;

    private readonly Lock _lock = new();
    private readonly Dictionary<int, Queue<JournalPart>> _writers = [];
    private long _size;

    /// <summary>After their commit, in the order of their positions.</summary>
    internal void Add(int writer, IEnumerable<WrittenBatch> committed)
    {
        lock (_lock)
        {
            foreach (var batch in committed)
            {
                if (!_writers.TryGetValue(writer, out var parts)) _writers[writer] = parts = [];
                parts.Enqueue(new(batch.Rows.Hold(), batch.FirstPosition, batch.LastPosition));
                _size += batch.Rows.Size;
            }

            while (_size > Most) Drop(_writers.MaxBy(w => w.Value.Count).Key);
        }
    }

    /// <summary>
    /// What a writer wrote from one position on, without a gap; empty where that is no longer here, or not yet, or where the position lies
    /// within a part: who read so far in the database goes on there. The caller disposes of the parts.
    /// </summary>
    internal IReadOnlyList<JournalPart> Find(int writer, long after, long upTo)
    {
        lock (_lock)
        {
            if (!_writers.TryGetValue(writer, out var parts)) return [];
            var next = parts.Where(part => part.First > after && part.Last <= upTo).ToList();
            return next.Count > 0 && next[0].First == after + 1 ? next.ConvertAll(part => part with { Rows = part.Rows.Hold() }) : [];
        }
    }

    /// <summary>Everybody here has come so far.</summary>
    internal void Forget(int writer, long upTo)
    {
        lock (_lock)
        {
            while (_writers.TryGetValue(writer, out var parts) && parts.Peek().Last <= upTo) Drop(writer);
        }
    }

    private void Drop(int writer)
    {
        var parts = _writers[writer];
        var oldest = parts.Dequeue();
        _size -= oldest.Rows.Size;
        oldest.Dispose();
        if (parts.Count == 0) _writers.Remove(writer);
    }
}

/// <summary>Rows of one batch, at gapless positions of one writer.</summary>
internal sealed record JournalPart(JournalRows Rows, long First, long Last) : IDisposable
{
    public void Dispose() => Rows.Dispose();
}
