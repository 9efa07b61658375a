using System.Threading.Channels;

namespace Logistics.Tags.Journal;

/// <summary>
/// Batches that wait for their commit. Whichever lane comes next takes them, but only one commit at a time has a gateway's: so its
/// batches are journaled in the order in which they came, and lanes do not wait for each other's receipts.
/// </summary>
/// <param name="lanes">Commits at once, at most.</param>
internal sealed class JournalQueue(int lanes)
{
    internal const int MostBatches = 256;
    internal const int MostReads = 20_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<Post>> _waiting = [];
    private readonly HashSet<string> _writing = [];
    private readonly Queue<string> _ready = new();
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private int _takeable;
    private bool _closed;

    /// <summary>Batches that a commit could take now.</summary>
    internal int Takeable => Volatile.Read(ref _takeable);

    internal void Enter(Post post)
    {
        var gateway = post.Batch.Gateway.Id;
        lock (_gate)
        {
            if (!_closed)
            {
                if (!_waiting.TryGetValue(gateway, out var posts)) _waiting[gateway] = posts = new();
                posts.Enqueue(post);
                if (_writing.Contains(gateway)) return;
                if (posts.Count == 1) _ready.Enqueue(gateway);
                _takeable++;
                _news.Writer.TryWrite(true);
                return;
            }
        }

        post.Fail(Stopping());
    }

    /// <summary>Waits until there is anything to take.</summary>
    internal async Task Ready(CancellationToken ct)
    {
        while (Takeable == 0) await _news.Reader.ReadAsync(ct);
    }

    /// <summary>
    /// What the next commit takes: of each gateway in turn one, then another. In a rush only of its share of the gateways, so that no
    /// lane is left with nothing. A batch whose sequences overlap another's waits for the commit after, and its gateway's later ones
    /// with it: then the receipts tell what of it is known.
    /// </summary>
    internal List<Post> Next()
    {
        lock (_gate)
        {
            var share = _takeable < Gathering.Enough ? _ready.Count : (_ready.Count + _writing.Count + lanes - 1) / lanes;
            var group = new JournalGroup();
            var turns = new Queue<string>();
            while (turns.Count < share && !group.IsFull && _ready.TryDequeue(out var gateway))
            {
                _takeable -= _waiting[gateway].Count;
                _writing.Add(gateway);
                turns.Enqueue(gateway);
                group.TryAdd(_waiting[gateway].Dequeue());
            }

            while (!group.IsFull && turns.TryDequeue(out var gateway))
            {
                if (!_waiting[gateway].TryPeek(out var post) || !group.TryAdd(post)) continue;
                _waiting[gateway].Dequeue();
                turns.Enqueue(gateway);
            }

            return group.Posts;
        }
    }

    /// <summary>Its commit is over, however it went: others may take what its gateways posted meanwhile.</summary>
    internal void Done(IReadOnlyList<Post> group)
    {
        lock (_gate)
        {
            foreach (var gateway in group.Select(post => post.Batch.Gateway.Id).Distinct())
            {
                _writing.Remove(gateway);
                if (_waiting[gateway].Count == 0)
                {
                    _waiting.Remove(gateway);
                    continue;
                }

                _ready.Enqueue(gateway);
                _takeable += _waiting[gateway].Count;
            }

            if (_takeable > 0) _news.Writer.TryWrite(true);
        }
    }

    /// <summary>Nobody will commit any more.</summary>
    internal void Close()
    {
        Post[] left;
        lock (_gate)
        {
            _closed = true;
            left = [.. _waiting.Values.SelectMany(posts => posts)];
            foreach (var posts in _waiting.Values) posts.Clear();
        }

        foreach (var post in left) post.Fail(Stopping());
    }

    private static JournalAwayException Stopping() => new("The service is stopping.", null);
}

/// <summary>A batch, and who waits for its receipt.</summary>
internal sealed record Post(ReadBatch Batch, TaskCompletionSource<PostOutcome> Done)
{
    internal void Answer(PostOutcome outcome)
    {
        Batch.Dispose();
        Done.TrySetResult(outcome);
    }

    internal void Fail(Exception e)
    {
        Batch.Dispose();
        Done.TrySetException(e);
    }
}

/// <summary>What one commit takes, as it is put together.</summary>
internal sealed class JournalGroup
{
    private readonly Dictionary<EpochKey, SequenceRanges> _taken = [];
    private int _reads;

    internal List<Post> Posts { get; } = [];

    internal bool IsFull => Posts.Count >= JournalQueue.MostBatches || _reads >= JournalQueue.MostReads;

    /// <summary>False where a batch of the same numbering has some of its sequences already.</summary>
    internal bool TryAdd(Post post)
    {
        if (post.Batch.Sequences is { } span)
        {
            var before = _taken.GetValueOrDefault(post.Batch.Key, SequenceRanges.Empty);
            if (before.Overlaps(span)) return false;
            _taken[post.Batch.Key] = before.With(span);
        }

        Posts.Add(post);
        _reads += post.Batch.Count;
        return true;
    }
}
