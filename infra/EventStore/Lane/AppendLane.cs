using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Logistics.EventStore;

/// <summary>
/// The process's side of the append lane: callers queue, and whoever waits while a batch commits goes with the next one. The
/// order is made in the database (the function takes the lane's lock), so several processes may append at once. One connection:
/// with two, each takes half of the callers, and a commit costs the same for few as for many.
/// </summary>
internal sealed class AppendLane : IAsyncDisposable
{
    private static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan GatherFor = TimeSpan.FromMilliseconds(1);

    private readonly Channel<PreparedAppend> queue;
    private readonly StoreConnection settings;
    private readonly LogSignal signal;
    private readonly StoreMetrics metrics;
    private readonly ILogger<AppendLane> logger;
    private readonly LaneGathering gathering;
    private readonly Lazy<Task> worker;

    public AppendLane(StoreConnection settings, EventStoreBuilder options, LogSignal signal, StoreMetrics metrics, ILogger<AppendLane> logger)
    {
        this.settings = settings;
        this.signal = signal;
        this.metrics = metrics;
        this.logger = logger;
        queue = Channel.CreateBounded<PreparedAppend>(options.LaneCapacity);
        gathering = new(() => queue.Reader.Count, GatherFor);
        worker = new(Start);
    }

    internal async Task<AppendOutcome> Append(PreparedAppend append, CancellationToken ct)
    {
        _ = worker.Value;
        await queue.Writer.WriteAsync(append, ct);
        gathering.Joined();
        if (!ct.CanBeCanceled) return await append.Outcome;
        await using var cancelling = ct.UnsafeRegister((waiting, token) => ((PreparedAppend)waiting!).Cancel(token), append);
        return await append.Outcome;
    }

    /// <summary>Lets in no one any more and commits what waits.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        if (worker.IsValueCreated) await worker.Value;
    }

    // Not in the trace of whoever happened to append first.
    private Task Start()
    {
        using (ExecutionContext.SuppressFlow()) return Task.Run(Work);
    }

    private async Task Work()
    {
        var collector = new BatchCollector(queue.Reader);
        await using var session = new LaneSession(settings, StaleAfter);
        while (collector.HoldsSome || await queue.Reader.WaitToReadAsync())
        {
            await gathering.Gather();
            var batch = collector.Collect();
            if (batch.Count == 0) continue;
            await Commit(session, batch);
            gathering.Answered(batch.Count);
        }
    }

    private static IEnumerable<ActivityLink> Callers(IReadOnlyList<PreparedAppend> batch)
        => from caller in batch where caller.Trace != default select new ActivityLink(caller.Trace);

    private async Task Commit(LaneSession session, IReadOnlyList<PreparedAppend> batch, bool look = false)
    {
        using var activity = StoreMetrics.Activities.HasListeners()
            ? StoreMetrics.Activities.StartActivity("log.append", ActivityKind.Internal, default(ActivityContext), links: Callers(batch))
            : null;
        activity?.SetTag("log.callers", batch.Count);
        var started = Stopwatch.GetTimestamp();
        try
        {
            var command = await session.Ready();
            var head = await LaneCommand.Run(command, batch, look, metrics);
            metrics.Committed(batch, started);
            if (head > 0) signal.AnnounceOwn(head);
        }
        catch (PostgresException e) when (!look && LaneCommand.IsStreamThere(e))
        {
            await Commit(session, batch, look: true);
        }
        catch (PostgresException e) when (batch.Count > 1 && !Transient.Is(e))
        {
            // Something in it the database will not have: everyone alone, so that only the guilty fail.
            LogMessages.BatchRefused(logger, batch.Count, e);
            foreach (var append in batch.ToArray()) await Commit(session, [append]);
        }
        catch (Exception e)
        {
            activity?.SetStatus(ActivityStatusCode.Error, e.Message);
            foreach (var append in batch) append.Fail(e);
            await session.Drop();
        }
    }
}
