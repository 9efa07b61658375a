using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Logistics.EventStore;

/// <summary>Meter and activity source <c>Logistics.EventStore</c>.</summary>
internal sealed class StoreMetrics : IDisposable
{
    internal const string Name = "Logistics.EventStore";

    internal static readonly ActivitySource Activities = new(Name);

    private readonly Meter meter = new(Name);
    private readonly LogSignal signal;
    private readonly ConcurrentDictionary<string, long> positions = new();
    private readonly ConcurrentDictionary<string, bool> stopped = new();
    private readonly Counter<long> appends;
    private readonly Counter<long> events;
    private readonly Histogram<int> batchSize;
    private readonly Histogram<double> laneWait;
    private readonly Histogram<double> commit;

    public StoreMetrics(LogSignal signal)
    {
        this.signal = signal;
        appends = meter.CreateCounter<long>("log.appends", "{append}", "Appends by outcome: appended, repeated, conflict, key_reused, archived");
        events = meter.CreateCounter<long>("log.events", "{event}", "Events committed");
        batchSize = meter.CreateHistogram<int>("log.batch_size", "{append}", "Callers per commit");
        laneWait = meter.CreateHistogram<double>("log.lane_wait", "ms", "From entering the lane to the outcome");
        commit = meter.CreateHistogram<double>("log.commit", "ms", "One batch: the statement and its commit");
        meter.CreateObservableGauge("log.lag", Lag, "{event}", "Events between the head and each follower that this process leads");
        meter.CreateObservableGauge("log.stopped", Stops, "{follower}", "1 for a follower that stopped at an event");
    }

    internal Meter Meter => meter;

    internal void Settled(PreparedAppend caller, AppendOutcome outcome)
    {
        var label = outcome switch
        {
            AppendOutcome.Appended => "appended",
            AppendOutcome.Repeated => "repeated",
            AppendOutcome.VersionConflict => "conflict",
            _ => "key_reused",
        };
        appends.Add(1, new KeyValuePair<string, object?>("outcome", label));
        if (outcome is AppendOutcome.Appended && events.Enabled) events.Add(caller.EventCount);
        if (laneWait.Enabled) laneWait.Record(Stopwatch.GetElapsedTime(caller.EnteredAt).TotalMilliseconds);
    }

    internal void Archived() => appends.Add(1, new KeyValuePair<string, object?>("outcome", "archived"));

    internal void Committed(IReadOnlyList<PreparedAppend> batch, long started)
    {
        batchSize.Record(batch.Count);
        commit.Record(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    internal void At(string follower, long position)
    {
        positions[follower] = position;
        stopped[follower] = false;
    }

    internal void Stopped(string follower) => stopped[follower] = true;

    public void Dispose() => meter.Dispose();

    private IEnumerable<Measurement<long>> Lag() => positions.Select(at => new Measurement<long>(
        Math.Max(0, signal.Known - at.Value), new KeyValuePair<string, object?>("follower", at.Key)));

    private IEnumerable<Measurement<int>> Stops() => stopped.Select(at => new Measurement<int>(
        at.Value ? 1 : 0, new KeyValuePair<string, object?>("follower", at.Key)));
}
