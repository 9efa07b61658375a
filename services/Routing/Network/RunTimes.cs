using Logistics.Routing.CarrierServices;
using Logistics.Routing.ServiceRuns;
using NodaTime;

namespace Logistics.Routing.Network;

/// <summary>When a run is at its calls: the timetable, with what the carrier says of delays laid over it.</summary>
/// <param name="CancelledFrom">It does not leave this call or any later one; past its last where it runs.</param>
internal sealed record RunTimes(RunId Id, ServiceDetails Service, IReadOnlyList<CallTimes> Calls, int CancelledFrom)
{
    // Vehicles that take over from each other in a circle would never be anywhere.
    private const int LongestRotation = 20;

    // A delay that shrinks from one call to the next cannot make a vehicle arrive before it left.
    private static readonly Duration ShortestSection = Duration.FromSeconds(1);

    /// <summary>Null where the service does not run that day or names a hub that is not known.</summary>
    internal static RunTimes? Of(NetworkFacts facts, RunId id) => Of(facts, id, LongestRotation);

    private static RunTimes? Of(NetworkFacts facts, RunId id, int rotation)
    {
        if (!facts.Services.TryGetValue(id.ServiceId, out var service) || !service.OperatesOn(id.ServiceDate)) return null;

        var run = facts.Run(id);
        var calls = new List<CallTimes>(service.Calls.Count);
        var starts = new Dictionary<string, Instant>();
        var previous = Instant.MinValue;
        var knockOn = Duration.Zero;
        for (var i = 0; i < service.Calls.Count; i++)
        {
            if (StartAt(service.Calls[i].HubId) is not { } day) return null;
            if (i == 0) knockOn = KnockOn(facts, id, service, day + Duration.FromMinutes(service.Calls[0].DepartureMinutes), rotation);
            if (i > 0) knockOn += Slowed(facts, service, i, starts[service.Calls[i - 1].HubId], day);
            // What the carrier says of this run knows what it waits for.
            var start = day + (run.DelayAt(i) is { } said ? Duration.FromMinutes(said.Minutes) : knockOn);
            var arrival = start + Duration.FromMinutes(service.Calls[i].ArrivalMinutes);
            if (previous != Instant.MinValue) arrival = Instant.Max(arrival, previous + ShortestSection);
            var departure = Instant.Max(start + Duration.FromMinutes(service.Calls[i].DepartureMinutes), arrival);
            calls.Add(new CallTimes(service.Calls[i].HubId, arrival, departure));
            previous = departure;
        }

        return new RunTimes(id, service, calls, run.Cancelled?.FromCall ?? calls.Count);

        // A shuttle calls at its few hubs hundreds of times a day.
        Instant? StartAt(string hubId)
        {
            if (starts.TryGetValue(hubId, out var start)) return start;
            return facts.ZoneOf(hubId) is { } zone ? starts[hubId] = ServiceDay.Start(id.ServiceDate, zone) : null;
        }
    }

    /// <summary>How much longer the section to this call takes than the timetable says.</summary>
    private static Duration Slowed(NetworkFacts facts, ServiceDetails service, int call, Instant dayBefore, Instant day)
    {
        if (facts.SlowSections.IsEmpty) return Duration.Zero;
        var leaves = dayBefore + Duration.FromMinutes(service.Calls[call - 1].DepartureMinutes);
        var travel = day + Duration.FromMinutes(service.Calls[call].ArrivalMinutes) - leaves;
        var percent = facts.SlowSections.Values
            .Where(section => section.Slows(service.Calls[call - 1].HubId, service.Calls[call].HubId, service.Mode, leaves))
            .Sum(section => section.ExtraPercent);
        return Duration.FromSeconds((long)(travel.TotalSeconds * percent / 100));
    }

    /// <summary>How much later its vehicle comes from its run before.</summary>
    private static Duration KnockOn(NetworkFacts facts, RunId id, ServiceDetails service, Instant planned, int rotation)
    {
        if (service.Continues is not { } continued || rotation == 0) return Duration.Zero;
        var before = new RunId(continued.ServiceId, id.ServiceDate.PlusDays(-continued.DaysBefore));
        return Of(facts, before, rotation - 1) is { } earlier
            ? Duration.Max(Duration.Zero, earlier.Calls[^1].Arrival + Duration.FromMinutes(continued.TurnaroundMinutes) - planned)
            : Duration.Zero;
    }
}

internal readonly record struct CallTimes(string HubId, Instant Arrival, Instant Departure);
