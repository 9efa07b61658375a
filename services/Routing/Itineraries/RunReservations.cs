using Logistics.EventStore;
using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using Logistics.Routing.ServiceRuns;

namespace Logistics.Routing.Itineraries;

/// <summary>What an itinerary's legs mean for the runs they ride, as appends that check the version they were decided on.</summary>
internal sealed class RunReservations(Transactor transactor)
{
    /// <summary>
    /// From one set of legs to another; a run that holds what is wanted already is not touched, and one that only legs that have left
    /// ride is no more looked at. Null where one of the runs has no room any more.
    /// </summary>
    /// <param name="left">So many of both have left.</param>
    internal async Task<IReadOnlyList<StreamAppend>?> Move(
        string shipmentId, IReadOnlyList<Leg> from, IReadOnlyList<Leg> to, int left, Load load, NetworkFacts facts, CancellationToken ct)
    {
        var appends = new List<StreamAppend>();
        foreach (var id in ByTimetable(from.Skip(left).Concat(to.Skip(left))).Select(RunOf).Distinct())
        {
            var (run, version) = await transactor.Load(ServiceRunDecider.Stream, id.ToString(), ct);
            var wanted = to.Where(leg => RunOf(leg) == id).Select(leg => new Reservation(shipmentId, leg.FromCall, leg.ToCall, load)).ToList();
            if (run.Reservations.Where(held => held.ShipmentId == shipmentId).SequenceEqual(wanted)) continue;
            if (Exchange(run, id, shipmentId, wanted, facts) is not { } events) return null;
            Add(appends, id, version, events);
        }

        return appends;
    }

    internal async Task<IReadOnlyList<StreamAppend>> Release(string shipmentId, IReadOnlyList<Leg> legs, CancellationToken ct)
    {
        var appends = new List<StreamAppend>();
        foreach (var id in ByTimetable(legs).Select(RunOf).Distinct())
        {
            var (run, version) = await transactor.Load(ServiceRunDecider.Stream, id.ToString(), ct);
            Add(appends, id, version, ((Decision.Accepted)ServiceRunDecider.Release(run, id, shipmentId)).Events);
        }

        return appends;
    }

    private static List<object>? Exchange(ServiceRun run, RunId id, string shipmentId, IReadOnlyList<Reservation> wanted, NetworkFacts facts)
    {
        var events = new List<object>(((Decision.Accepted)ServiceRunDecider.Release(run, id, shipmentId)).Events);
        run = events.Aggregate(run, ServiceRun.Evolve);
        foreach (var reservation in wanted)
        {
            if (ServiceRunDecider.Reserve(run, id, facts.Services[id.ServiceId].Room, reservation) is not Decision.Accepted accepted) return null;
            events.AddRange(accepted.Events);
            run = accepted.Events.Aggregate(run, ServiceRun.Evolve);
        }

        return events;
    }

    // A lorry that was ordered has nobody else's goods.
    private static IEnumerable<Leg> ByTimetable(IEnumerable<Leg> legs) => legs.Where(leg => leg.Road is null);

    private static RunId RunOf(Leg leg) => new(leg.ServiceId, leg.ServiceDate);

    private static void Add(List<StreamAppend> appends, RunId id, long version, IReadOnlyList<object> events)
    {
        var stream = ServiceRunDecider.Stream;
        if (events.Count > 0) appends.Add(new StreamAppend(stream.IdOf(id.ToString()), stream.Name, version, events));
    }
}
