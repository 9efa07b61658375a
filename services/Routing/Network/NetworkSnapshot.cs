using Logistics.Routing.ServiceRuns;
using NodaTime;

namespace Logistics.Routing.Network;

/// <summary>
/// The network of a window of days as the scan wants it: connections in order of departure over arrays. Immutable; a delay or a
/// reservation makes a new one that shares what did not change.
/// </summary>
internal sealed class NetworkSnapshot
{
    private readonly Dictionary<string, int> hubs;
    private readonly Dictionary<RunId, int> runIndex;

    internal NetworkSnapshot(
        NetworkFacts facts, Instant start, Instant end, string[] hubIds, int[] transferSeconds, Dictionary<string, int> hubs,
        SnapshotRun[] runs, Dictionary<RunId, int> runIndex, Connection[] connections)
    {
        Facts = facts;
        Start = start;
        End = end;
        HubIds = hubIds;
        TransferSeconds = transferSeconds;
        this.hubs = hubs;
        Runs = runs;
        this.runIndex = runIndex;
        Connections = connections;
    }

    internal NetworkFacts Facts { get; }

    /// <summary>Base of all seconds; no connection leaves earlier.</summary>
    internal Instant Start { get; }

    internal Instant End { get; }

    internal string[] HubIds { get; }

    internal int[] TransferSeconds { get; }

    internal SnapshotRun[] Runs { get; }

    internal Connection[] Connections { get; }

    internal int? HubIndex(string hubId) => hubs.TryGetValue(hubId, out var index) ? index : null;

    internal Instant At(int seconds) => Start + Duration.FromSeconds(seconds);

    /// <summary>Rounded up: goods that are ready within a second are ready after it.</summary>
    internal int Seconds(Instant instant) => (int)Math.Clamp(Math.Ceiling((instant - Start).TotalSeconds), 0, int.MaxValue / 2);

    internal int FirstDepartureFrom(int seconds)
    {
        var (low, high) = (0, Connections.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Connections[middle].Departure < seconds) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    /// <summary>The same timetable with what is new of one run: its reservations, its delays.</summary>
    internal NetworkSnapshot WithRun(NetworkFacts facts, RunId id)
    {
        if (!runIndex.TryGetValue(id, out var index)) return With(facts, Runs, Connections);

        var before = Runs[index];
        var runs = (SnapshotRun[])Runs.Clone();
        runs[index] = SnapshotRun.Of(id, before.Service, facts.Run(id));
        var connections = before.State.Delays == runs[index].State.Delays ? Connections : Merge(facts, id, index);
        return With(facts, runs, connections);
    }

    // One pass instead of sorting anew: everybody else's connections are in order already.
    private Connection[] Merge(NetworkFacts facts, RunId id, int run)
    {
        var own = SnapshotBuilder.ConnectionsOf(RunTimes.Of(facts, id)!, run, Start, End, hub => hubs[hub]).ToArray();
        var merged = new List<Connection>(Connections.Length + own.Length);
        var next = 0;
        foreach (var other in Connections)
        {
            if (other.Run == run) continue;
            while (next < own.Length && own[next].Departure <= other.Departure) merged.Add(own[next++]);
            merged.Add(other);
        }

        merged.AddRange(own[next..]);
        return [.. merged];
    }

    private NetworkSnapshot With(NetworkFacts facts, SnapshotRun[] runs, Connection[] connections) =>
        new(facts, Start, End, HubIds, TransferSeconds, hubs, runs, runIndex, connections);
}
