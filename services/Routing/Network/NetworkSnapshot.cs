using Logistics.Routing.Network.Timetables;
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
        RunTable runs, Dictionary<RunId, int> runIndex, Timetable timetable)
    {
        (Facts, Start, End, HubIds, Hours, Lacks, Runs, Timetable) = (facts, start, end, hubIds, hours, lacks, runs, timetable);
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

    internal RunTable Runs { get; }

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
        new(facts, Start, End, HubIds, hubs, hours, Lacks, runs, runIndex, timetable);
}

[Flags]
internal enum HubLacks : byte
{
    Nothing = 0,
    Refrigeration = 1,
    DangerousGoodsStore = 2,
}
