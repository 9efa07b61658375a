using Logistics.EventStore;
using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using Logistics.Routing.ServiceRuns;

namespace Logistics.Routing.Itineraries;

/// <summary>What an itinerary's legs mean for the runs they ride, as appends that check the version they were decided on.</summary>
internal sealed class RunReservations(Transactor transactor)
{
    /// <summary>Null where one of the runs has no room any more.</summary>
    internal async Task<IReadOnlyList<StreamAppend>?> Reserve(
        string shipmentId, IReadOnlyList<Leg> legs, Load load, NetworkFacts facts, CancellationToken ct)
    {
        var appends = new List<StreamAppend>();
        foreach (var ride in legs.GroupBy(RunOf))
        {
            var (run, version) = await transactor.Load(ServiceRunDecider.Stream, ride.Key.ToString(), ct);
            var events = new List<object>();
            foreach (var leg in ride)
            {
                var wanted = new Reservation(shipmentId, leg.FromCall, leg.ToCall, load);
                var decision = ServiceRunDecider.Reserve(run, ride.Key, facts.Services[leg.ServiceId].Room, wanted);
                if (decision is not Decision.Accepted accepted) return null;
                events.AddRange(accepted.Events);
                run = accepted.Events.Aggregate(run, ServiceRun.Evolve);
            }

            Add(appends, ride.Key, version, events);
        }

        return appends;
    }

    /// <summary>From one set of legs to another: what stays is not touched. Null where one of the runs has no room any more.</summary>
    internal async Task<IReadOnlyList<StreamAppend>?> Move(
        string shipmentId, IReadOnlyList<Leg> from, IReadOnlyList<Leg> to, Load load, NetworkFacts facts, CancellationToken ct)
    {
        var appends = new List<StreamAppend>();
        foreach (var id in from.Concat(to).Select(RunOf).Distinct())
        {
            var (before, after) = (from.Where(leg => RunOf(leg) == id).ToList(), to.Where(leg => RunOf(leg) == id).ToList());
            if (before.SequenceEqual(after)) continue;
            var (run, version) = await transactor.Load(ServiceRunDecider.Stream, id.ToString(), ct);
            var events = new List<object>(((Decision.Accepted)ServiceRunDecider.Release(run, id, shipmentId)).Events);
            run = events.Aggregate(run, ServiceRun.Evolve);
            foreach (var leg in after)
            {
                var wanted = new Reservation(shipmentId, leg.FromCall, leg.ToCall, load);
                if (ServiceRunDecider.Reserve(run, id, facts.Services[id.ServiceId].Room, wanted) is not Decision.Accepted accepted) return null;
                events.AddRange(accepted.Events);
                run = accepted.Events.Aggregate(run, ServiceRun.Evolve);
            }

            Add(appends, id, version, events);
        }

        return appends;
    }

    internal async Task<IReadOnlyList<StreamAppend>> Release(string shipmentId, IReadOnlyList<Leg> legs, CancellationToken ct)
    {
        var appends = new List<StreamAppend>();
        foreach (var id in legs.Select(RunOf).Distinct())
        {
            var (run, version) = await transactor.Load(ServiceRunDecider.Stream, id.ToString(), ct);
            Add(appends, id, version, ((Decision.Accepted)ServiceRunDecider.Release(run, id, shipmentId)).Events);
        }

        return appends;
    }

    private static RunId RunOf(Leg leg) => new(leg.ServiceId, leg.ServiceDate);

    private static void Add(List<StreamAppend> appends, RunId id, long version, IReadOnlyList<object> events)
    {
        var stream = ServiceRunDecider.Stream;
        if (events.Count > 0) appends.Add(new StreamAppend(stream.IdOf(id.ToString()), stream.Name, version, events));
    }
}
