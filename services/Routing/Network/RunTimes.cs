using Logistics.Routing.CarrierServices;
using Logistics.Routing.ServiceRuns;
using NodaTime;

namespace Logistics.Routing.Network;

/// <summary>When a run is at its calls: the timetable, with what the carrier says of delays laid over it.</summary>
internal sealed record RunTimes(RunId Id, ServiceDetails Service, IReadOnlyList<CallTimes> Calls)
{
    // A delay that shrinks from one call to the next cannot make a vehicle arrive before it left.
    private static readonly Duration ShortestSection = Duration.FromSeconds(1);

    /// <summary>Null where the service does not run that day or names a hub that is not known.</summary>
    internal static RunTimes? Of(NetworkFacts facts, RunId id)
    {
        if (!facts.Services.TryGetValue(id.ServiceId, out var service) || !service.OperatesOn(id.ServiceDate)) return null;

        var run = facts.Run(id);
        var calls = new List<CallTimes>(service.Calls.Count);
        var starts = new Dictionary<string, Instant>();
        var previous = Instant.MinValue;
        for (var i = 0; i < service.Calls.Count; i++)
        {
            if (StartAt(service.Calls[i].HubId) is not { } day) return null;
            var start = day + Duration.FromMinutes(run.DelayAt(i)?.Minutes ?? 0);
            var arrival = start + Duration.FromMinutes(service.Calls[i].ArrivalMinutes);
            if (previous != Instant.MinValue) arrival = Instant.Max(arrival, previous + ShortestSection);
            var departure = Instant.Max(start + Duration.FromMinutes(service.Calls[i].DepartureMinutes), arrival);
            calls.Add(new CallTimes(service.Calls[i].HubId, arrival, departure));
            previous = departure;
        }

        return new RunTimes(id, service, calls);

        // A shuttle calls at its few hubs hundreds of times a day.
        Instant? StartAt(string hubId)
        {
            if (starts.TryGetValue(hubId, out var start)) return start;
            return facts.ZoneOf(hubId) is { } zone ? starts[hubId] = ServiceDay.Start(id.ServiceDate, zone) : null;
        }
    }
}

internal readonly record struct CallTimes(string HubId, Instant Arrival, Instant Departure);
