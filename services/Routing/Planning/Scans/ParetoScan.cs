using Logistics.Routing.Network.Timetables;

namespace Logistics.Routing.Planning.Scans;

/// <summary>
/// All ways to a hub that no other betters in arrival, legs, cost and CO2e at once, among those that arrive by a deadline with the
/// legs that are counted. Connections in order of departure; a hub and a run each keep a bag of labels. A scan back from the
/// destination first says by when a hub must be reached with how many legs left: most labels of a far network never come to be.
/// </summary>
internal sealed class ParetoScan
{
    private readonly ParetoBags atHub = new();
    private readonly ParetoBags onRun = new();
    private readonly LatestDeparture bounds = new();
    private readonly List<ParetoOption> options = [];
    private byte[] shut = [];
    private Timetable network = null!;
    private int target;

    [ThreadStatic]
    private static ParetoScan? own;

    internal static ParetoScan OfThisThread => own ??= new ParetoScan();

    /// <summary>In order of arrival; overwritten by the next scan.</summary>
    /// <param name="deadline">Ways that arrive later are not looked for.</param>
    /// <param name="reached">The last scan forward from the same hub and time under the same rules; null where there was none.</param>
    internal IReadOnlyList<ParetoOption> Scan<TRule, TPrice>(
        Timetable timetable, int from, int to, int readyAt, int deadline, TRule rule, TPrice price, ArrivalByLegs? reached = null)
        where TRule : struct, IRideRule
        where TPrice : struct, ILegPrice
    {
        (network, target) = (timetable, to);
        atHub.Clear(timetable.HubCount + 1);
        onRun.Clear(timetable.RunCount);
        options.Clear();
        if (shut.Length < timetable.RunCount) shut = new byte[timetable.RunCount];
        timetable.Branches.Mark(shut, from, to);
        bounds.Scan(timetable, from, to, readyAt, deadline, int.MaxValue, rule, reached);
        if (bounds.Departures[Lanes.MostLegs] == LatestDeparture.Never) return options;

        var start = atHub.Add(from, new ParetoLabel(readyAt, 0, 0, 0, ParetoBags.None, ParetoBags.None, ParetoBags.None));
        Walk(from, readyAt, atHub[start]);
        var pages = timetable.Pages;
        for (var page = readyAt >> TimetablePage.Shift; page < pages.Length && (page << TimetablePage.Shift) <= deadline; page++)
            Scan(pages[page], timetable.NumberOf(page, 0), readyAt, deadline, rule, price);
        return Options();
    }

    internal IReadOnlyList<Ride> Journey(ParetoOption option)
    {
        var rides = new List<Ride>();
        for (var label = option.Label; atHub[label].Parent != ParetoBags.None; label = atHub[label].Parent)
            rides.Add(new Ride(network[atHub[label].Board], network[atHub[label].Alight]));
        rides.Reverse();
        return rides;
    }

    private void Scan<TRule, TPrice>(TimetablePage page, int numberOfFirst, int readyAt, int deadline, TRule rule, TPrice price)
        where TRule : struct, IRideRule
        where TPrice : struct, ILegPrice
    {
        for (var i = page.FirstFrom(readyAt); i < page.Count; i++)
        {
            if (page.Departure[i] > deadline) return;
            var (run, from) = (page.Run[i], page.From[i]);
            if (shut[run] == Branches.Shut) continue;
            var waiting = atHub.First(from) != ParetoBags.None;
            if (!waiting && onRun.First(run) == ParetoBags.None) continue;

            var call = page.Call[i];
            if (!rule.Admits(run, call))
            {
                onRun.Empty(run);
                continue;
            }

            if (waiting && rule.Boards(from, page.Departure[i])) Board(from, run, call, page.Departure[i], numberOfFirst + i, price);
            var (to, arrival) = (page.To[i], page.Arrival[i]);
            if (arrival <= deadline && onRun.First(run) != ParetoBags.None && rule.Alights(to, arrival))
                Alight(run, call, to, arrival, rule.Change(to, network.ChangeSeconds[to]), numberOfFirst + i, price);
        }
    }

    private void Board<TPrice>(int hub, int run, int call, int departure, int connection, TPrice price)
        where TPrice : struct, ILegPrice
    {
        var (cost, co2e) = (price.CostPerLeg(run) - price.CostTo(run, call), -price.Co2eTo(run, call));
        for (var label = atHub.First(hub); label != ParetoBags.None; label = atHub[label].Next)
        {
            ref var waiting = ref atHub[label];
            if (waiting.Ready > departure || waiting.Legs == Lanes.MostLegs) continue;
            onRun.Add(run, new ParetoLabel(0, waiting.Legs + 1, waiting.Cost + cost, waiting.Co2e + co2e, label, connection, ParetoBags.None));
        }
    }

    private void Alight<TPrice>(int run, int call, int hub, int arrival, int change, int connection, TPrice price)
        where TPrice : struct, ILegPrice
    {
        if (bounds.LatestAt(hub, Lanes.MostLegs - 1) < arrival) return;
        var (cost, co2e) = (price.CostTo(run, call + 1), price.Co2eTo(run, call + 1));
        for (var label = onRun.First(run); label != ParetoBags.None; label = onRun[label].Next)
        {
            ref var aboard = ref onRun[label];
            if (bounds.LatestAt(hub, Lanes.MostLegs - aboard.Legs) < arrival) continue;
            var arrived = new ParetoLabel(arrival, aboard.Legs, aboard.Cost + cost, aboard.Co2e + co2e, aboard.Parent, aboard.Board, connection);
            // What the destination betters at this moment it betters at any later one.
            if (atHub.IsBettered(Destination, arrived)) continue;
            if (hub == target)
            {
                atHub.Add(Destination, arrived);
                continue;
            }

            if (network.OnFoot[hub]) Walk(hub, arrival, arrived);
            atHub.Add(hub, arrived with { Ready = arrival + change });
        }
    }

    private void Walk(int from, int arrival, ParetoLabel label)
    {
        var others = network.Leaving.Hubs(from);
        var seconds = network.Leaving.SecondsOf(from);
        for (var i = 0; i < others.Length; i++)
        {
            var there = label with { Ready = arrival + seconds[i] };
            if (others[i] == target && label.Parent != ParetoBags.None) atHub.Add(Destination, there);
            atHub.Add(others[i], there);
        }
    }

    // A bag of its own: there the arrival counts, not when one could change.
    private int Destination => network.HubCount;

    private List<ParetoOption> Options()
    {
        for (var label = atHub.First(Destination); label != ParetoBags.None; label = atHub[label].Next)
            options.Add(new ParetoOption(atHub[label].Ready, atHub[label].Legs, atHub[label].Cost, atHub[label].Co2e, label));
        options.Sort((a, b) => a.Arrival != b.Arrival ? a.Arrival.CompareTo(b.Arrival) : a.Legs.CompareTo(b.Legs));
        return options;
    }
}
