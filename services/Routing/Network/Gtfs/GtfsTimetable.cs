using Logistics.Routing.Network.Timetables;
using NodaTime;

namespace Logistics.Routing.Network.Gtfs;

/// <summary>A feed's runs on a range of service days, ready to be scanned.</summary>
/// <param name="Start">Base of all seconds.</param>
internal sealed record GtfsTimetable(Timetable Timetable, Instant Start, IReadOnlyDictionary<string, int> Nodes)
{
    /// <param name="changeSeconds">At a node for which the feed has no transfer to itself.</param>
    internal static GtfsTimetable Of(GtfsFeed feed, LocalDate firstDay, LocalDate lastDay, int changeSeconds)
    {
        var nodes = feed.Stops.Values.Select(stop => stop.Node).Distinct().Order(StringComparer.Ordinal)
            .Select((node, index) => (node, index)).ToDictionary(node => node.node, node => node.index);
        var start = ServiceDay.Start(firstDay, feed.Zone);
        var builder = new TimetableBuilder(Changes(feed, nodes, changeSeconds), Walks(feed, nodes));
        var run = 0;
        foreach (var trip in feed.Trips.Where(trip => trip.Calls.Count > 1 && trip.RunsForward()))
        {
            if (!feed.Calendars.TryGetValue(trip.ServiceId, out var calendar)) continue;
            for (var day = firstDay; day <= lastDay; day = day.PlusDays(1))
            {
                if (calendar.OperatesOn(day)) Add(feed, trip, run++, (int)(ServiceDay.Start(day, feed.Zone) - start).TotalSeconds, nodes, builder);
            }
        }

        return new GtfsTimetable(builder.Build(run), start, nodes);
    }

    private static void Add(GtfsFeed feed, GtfsTrip trip, int run, int day, Dictionary<string, int> nodes, TimetableBuilder builder)
    {
        for (var call = 0; call + 1 < trip.Calls.Count; call++)
        {
            var (from, to) = (trip.Calls[call], trip.Calls[call + 1]);
            builder.Add(new Connection(
                day + from.Departure, day + to.Arrival, nodes[feed.Stops[from.StopId].Node], nodes[feed.Stops[to.StopId].Node], run, call));
        }
    }

    private static int[] Changes(GtfsFeed feed, Dictionary<string, int> nodes, int changeSeconds)
    {
        var changes = new int[nodes.Count];
        Array.Fill(changes, changeSeconds);
        foreach (var transfer in Transfers(feed, nodes).Where(transfer => transfer.From == transfer.To)) changes[transfer.From] = transfer.Seconds;
        return changes;
    }

    private static List<Footpath> Walks(GtfsFeed feed, Dictionary<string, int> nodes) =>
        Transfers(feed, nodes).Where(transfer => transfer.From != transfer.To).ToList();

    private static IEnumerable<Footpath> Transfers(GtfsFeed feed, Dictionary<string, int> nodes) => feed.Transfers.Select(transfer =>
        new Footpath(nodes[feed.Stops[transfer.FromStopId].Node], nodes[feed.Stops[transfer.ToStopId].Node], transfer.MinSeconds));
}
