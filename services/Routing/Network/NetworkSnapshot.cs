using Logistics.Routing.Hubs;
using Logistics.Routing.Network.Timetables;
using Logistics.Routing.Roads;
using Logistics.Routing.ServiceRuns;
using NodaTime;

namespace Logistics.Routing.Network;

/// <summary>
/// The network of a window of days as the scans want it. Immutable; a delay or a reservation makes a new one that shares what did
/// not change.
/// </summary>
internal sealed class NetworkSnapshot
{
    private readonly Dictionary<string, int> hubs;
    private readonly Dictionary<RunId, int> runIndex;

    internal NetworkSnapshot(
        NetworkFacts facts, Instant start, Instant end, string[] hubIds, Dictionary<string, int> hubs, Hours[] hours, HubLacks[] lacks,
        bool[] called, RunTable runs, Dictionary<RunId, int> runIndex, Timetable timetable)
    {
        (Facts, Start, End, HubIds, Hours, Lacks, Called, Runs, Timetable) = (facts, start, end, hubIds, hours, lacks, called, runs, timetable);
        (this.hubs, this.runIndex) = (hubs, runIndex);
        AnyHours = Array.Exists(hours, of => !of.IsAlways);
    }

    internal NetworkFacts Facts { get; }

    /// <summary>Base of all seconds; no connection leaves earlier.</summary>
    internal Instant Start { get; }

    internal Instant End { get; }

    internal string[] HubIds { get; }

    /// <summary>By hub: when goods are taken in and given out.</summary>
    internal Hours[] Hours { get; }

    /// <summary>Whether any hub is ever closed.</summary>
    internal bool AnyHours { get; }

    /// <summary>By hub: what it cannot hold between two runs.</summary>
    internal HubLacks[] Lacks { get; }

    /// <summary>By hub: whether any service calls there.</summary>
    internal bool[] Called { get; }

    internal RunTable Runs { get; }

    /// <summary>How road legs are measured; asked for the question at hand.</summary>
    internal RoadTable Roads { get; private init; } = RoadTable.GreatCircle;

    internal Timetable Timetable { get; }

    internal int? HubIndex(string hubId) => hubs.TryGetValue(hubId, out var index) ? index : null;

    internal int? RunIndex(RunId id) => runIndex.TryGetValue(id, out var index) ? index : null;

    internal Instant At(int seconds) => Start + Duration.FromSeconds(seconds);

    /// <summary>Rounded up: goods that are ready within a second are ready after it.</summary>
    internal int Seconds(Instant instant) => (int)Math.Clamp(Math.Ceiling((instant - Start).TotalSeconds), 0, int.MaxValue / 2);

    /// <summary>
    /// The same timetable with what is new of one run: its reservations, its delays, that it is cancelled. A delay is passed on to the
    /// runs that the same vehicle makes after it.
    /// </summary>
    internal NetworkSnapshot WithRun(NetworkFacts facts, RunId id)
    {
        if (!runIndex.TryGetValue(id, out var run)) return With(facts, Hours, Runs, Timetable);

        var before = Runs[run];
        var after = SnapshotRun.Of(id, before.On, facts.Run(id));
        var timetable = before.State.RunsLike(after.State) ? Timetable : Patched(facts, [id]);
        return With(facts, Hours, Runs.With([(run, after)]), timetable);
    }

    /// <summary>Measures road legs so.</summary>
    internal NetworkSnapshot With(RoadTable roads) =>
        new(Facts, Start, End, HubIds, hubs, Hours, Lacks, Called, Runs, runIndex, Timetable) { Roads = roads };

    /// <summary>As if it were reserved; the facts know nothing of it.</summary>
    internal NetworkSnapshot WithTaken(IEnumerable<(int Run, Reservation Held)> taken)
    {
        var changed = taken.GroupBy(of => of.Run).Select(of =>
        {
            var before = Runs[of.Key];
            var state = before.State with { Reservations = before.State.Reservations.AddRange(of.Select(one => one.Held)) };
            return (of.Key, SnapshotRun.Of(before.Id, before.On, state));
        });
        return With(Facts, Hours, Runs.With(changed.ToList()), Timetable);
    }

    /// <summary>The same network with other facts that concern no hub and no timetable.</summary>
    internal NetworkSnapshot With(NetworkFacts facts) => With(facts, Hours, Runs, Timetable);

    /// <summary>For one question: with doors as hubs, and each lorry that could be ordered as a run of its own.</summary>
    internal NetworkSnapshot WithRoads(IReadOnlyList<(string Id, HubDetails Details)> doors, IReadOnlyList<RoadLeg> legs)
    {
        var index = new Dictionary<string, int>(hubs);
        foreach (var (id, _) in doors) index.Add(id, index.Count);
        var (runs, connections) = (new List<(SnapshotRun, int)>(), new List<Connection>());
        for (var leg = 0; leg < legs.Count; leg++)
        {
            foreach (var (departure, arrival) in legs[leg].Lorries)
            {
                var run = legs[leg].RunOf(At(departure));
                if (Facts.Run(run).Cancelled is not null) continue;
                connections.Add(new Connection(departure, arrival, index[legs[leg].FromHubId], index[legs[leg].ToHubId], Runs.Count + runs.Count, 0));
                runs.Add((SnapshotRun.Of(run, legs[leg].Service, ServiceRun.None), leg));
            }
        }

        return new NetworkSnapshot(
            Facts with { Hubs = Facts.Hubs.SetItems(doors.Select(door => KeyValuePair.Create(door.Id, door.Details))) }, Start, End,
            [.. HubIds, .. doors.Select(door => door.Id)], index, [.. Hours, .. doors.Select(door => HoursBuilder.Of(door.Details, [], Start, End))],
            [.. Lacks, .. doors.Select(_ => HubLacks.Nothing)], [.. Called, .. doors.Select(_ => false)],
            Runs.WithMore(runs, legs.Select(leg => leg.Service).ToList()), runIndex, Timetable.WithMore(doors.Count, runs.Count, connections))
        { Roads = Roads };
    }

    internal NetworkSnapshot WithHours(NetworkFacts facts, string hubId)
    {
        if (HubIndex(hubId) is not { } hub) return With(facts, Hours, Runs, Timetable);
        var hours = (Hours[])Hours.Clone();
        hours[hub] = HoursBuilder.Of(facts.Hubs[hubId], facts.ClosuresOf(hubId), Start, End);
        return With(facts, hours, Runs, Timetable);
    }

    /// <summary>What is new of the ways between two hubs: the runs that go there, and what their vehicles do next.</summary>
    internal NetworkSnapshot WithSection(NetworkFacts facts, string fromHubId, string toHubId)
    {
        if (HubIndex(fromHubId) is not { } from || HubIndex(toHubId) is not { } to) return With(facts, Hours, Runs, Timetable);
        var ids = Timetable.RunsBetween(from, to).Select(run => Runs[run].Id).ToList();
        return With(facts, Hours, Runs, Patched(facts, ids));
    }

    private Timetable Patched(NetworkFacts facts, IReadOnlyCollection<RunId> ids)
    {
        var (gone, come) = (new List<Connection>(), new List<Connection>());
        var seen = new HashSet<RunId>();
        var next = new Queue<RunId>(ids);
        while (next.TryDequeue(out var changed))
        {
            if (!seen.Add(changed) || !runIndex.TryGetValue(changed, out var run)) continue;
            var (before, after) = (ConnectionsOf(Facts, changed, run), ConnectionsOf(facts, changed, run));
            if (before.SequenceEqual(after) && !ids.Contains(changed)) continue;
            gone.AddRange(before);
            come.AddRange(after);
            foreach (var later in facts.After(changed)) next.Enqueue(later);
        }

        return Timetable.With(gone, come);
    }

    private List<Connection> ConnectionsOf(NetworkFacts told, RunId id, int run) =>
        RunTimes.Of(told, id) is { } times ? SnapshotBuilder.ConnectionsOf(times, run, Start, End, hub => hubs[hub]).ToList() : [];

    private NetworkSnapshot With(NetworkFacts facts, Hours[] hours, RunTable runs, Timetable timetable) =>
        new(facts, Start, End, HubIds, hubs, hours, Lacks, Called, runs, runIndex, timetable) { Roads = Roads };
}

[Flags]
internal enum HubLacks : byte
{
    Nothing = 0,
    Refrigeration = 1,
    DangerousGoodsStore = 2,
}
