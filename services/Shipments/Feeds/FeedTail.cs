using System.Threading.Channels;
using Google.Protobuf;

namespace Logistics.Shipments.Feeds;

/// <summary>
/// The live end of a feed: however many watch, one reader of this process asks the database, for all their organisations at once,
/// and hands out what comes. Who is too slow to take it is let go, catches up by queries of its own and comes back.
/// </summary>
internal sealed class FeedTail<TWire>(FeedRows<TWire> rows, FeedPulse pulse)
    where TWire : class, IMessage<TWire>
{
    /// <summary>Positions in one query: bounds what it answers.</summary>
    private const int Step = 2_000;

    /// <summary>Changes come in bursts of a commit: waiting a moment makes one query of several.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly Lock gate = new();
    private readonly Dictionary<string, List<FeedSubscription<TWire>>> subscriptions = [];
    private bool running;
    private long covered;

    /// <summary>From now on. What is missing, up to <see cref="FeedSubscription{TWire}.From"/>, the subscriber asks for itself.</summary>
    public async Task<FeedSubscription<TWire>> Subscribe(string organisation, CancellationToken ct)
    {
        var reached = await pulse.Position(ct);
        lock (gate)
        {
            if (!running)
            {
                (running, covered) = (true, reached);
                using (ExecutionContext.SuppressFlow()) _ = Task.Run(() => Run(reached), CancellationToken.None);
            }

            var subscription = new FeedSubscription<TWire>(organisation, covered, Leave);
            if (!subscriptions.TryGetValue(organisation, out var others)) subscriptions[organisation] = others = [];
            others.Add(subscription);
            return subscription;
        }
    }

    private async Task Run(long at)
    {
        try
        {
            while (true)
            {
                var reached = await pulse.Beyond(at, CancellationToken.None);
                var upTo = Math.Min(reached, at + Step);
                if (Organisations(upTo) is not { } organisations) return;
                if (upTo <= at) continue;
                HandOut(await rows.Between(organisations, at, upTo, CancellationToken.None));
                at = upTo;
                if (at == reached) await Task.Delay(Pause);
            }
        }
        catch (Exception)
        {
            // Their own queries tell the watchers what is the matter.
            foreach (var left in TakeAll()) left.End();
        }
    }

    /// <summary>Null where nobody watches any more. Who comes while the query is under way is not in it: hence what is covered.</summary>
    private string[]? Organisations(long upTo)
    {
        lock (gate)
        {
            running = subscriptions.Count > 0;
            covered = Math.Max(covered, upTo);
            return running ? [.. subscriptions.Keys] : null;
        }
    }

    private void HandOut(List<FeedRow<TWire>> read)
    {
        lock (gate)
        {
            foreach (var row in read)
                foreach (var subscription in subscriptions.GetValueOrDefault(row.Organisation) ?? [])
                    subscription.Offer(row);
        }
    }

    private List<FeedSubscription<TWire>> TakeAll()
    {
        lock (gate)
        {
            running = false;
            List<FeedSubscription<TWire>> all = [.. subscriptions.Values.SelectMany(s => s)];
            subscriptions.Clear();
            return all;
        }
    }

    private void Leave(FeedSubscription<TWire> subscription)
    {
        lock (gate)
        {
            if (!subscriptions.TryGetValue(subscription.Organisation, out var others)) return;
            others.Remove(subscription);
            if (others.Count == 0) subscriptions.Remove(subscription.Organisation);
        }
    }
}

/// <summary>One watcher's share of the tail; ends where it is too slow or the tail breaks off.</summary>
/// <param name="from">Beyond this position nothing is missing in it; what it has before that may have gaps.</param>
internal sealed class FeedSubscription<TWire>(string organisation, long from, Action<FeedSubscription<TWire>> leave) : IDisposable
    where TWire : class
{
    private const int MostWaiting = 1_000;

    private readonly Channel<FeedRow<TWire>> waiting = Channel.CreateBounded<FeedRow<TWire>>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true, SingleWriter = true });

    public string Organisation => organisation;

    public long From => from;

    public ChannelReader<FeedRow<TWire>> Rows => waiting.Reader;

    public void Offer(FeedRow<TWire> row)
    {
        if (!waiting.Writer.TryWrite(row)) End();
    }

    public void End() => waiting.Writer.TryComplete();

    public void Dispose() => leave(this);
}
