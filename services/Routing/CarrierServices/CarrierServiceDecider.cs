using Logistics.EventStore;
using Logistics.Routing.Network;
using NodaTime;

namespace Logistics.Routing.CarrierServices;

internal static class CarrierServiceDecider
{
    internal static readonly StreamType<CarrierService> Stream = new("carrier-service", CarrierService.None, CarrierService.Evolve);

    /// <param name="zoneOf">Null for a hub that nobody registered.</param>
    internal static Decision Register(
        CarrierService service, string id, ServiceDetails details, Func<string, DateTimeZone?> zoneOf)
    {
        if (service.Details is { } known)
        {
            if (known.CarrierId != details.CarrierId)
                return Decision.Refuse(Reasons.ServiceIdTaken, $"Service {id} belongs to another carrier.");
            if (known.SameAs(details)) return Decision.Nothing;
        }

        return Objection(details, zoneOf) is { } refused ? refused
            : service.Details is null ? Decision.Accept(new CarrierServiceRegistered(id, details))
            : Decision.Accept(new CarrierServiceRevised(id, details));
    }

    private static Decision? Objection(ServiceDetails details, Func<string, DateTimeZone?> zoneOf)
    {
        if (details.Calls.Count < 2)
            return Decision.Refuse(Reasons.TooFewCalls, $"A service calls at two hubs at least; calls holds {details.Calls.Count}.");
        if (details.Calls.Select((call, i) => (call.HubId, Index: i)).FirstOrDefault(call => zoneOf(call.HubId) is null) is { HubId: { } hub } stranger)
            return Decision.Refuse(Reasons.UnknownHub, $"calls[{stranger.Index}] names hub {hub}, which is not registered.");

        var days = OperatingDays(details).ToList();
        if (days.Count == 0)
        {
            return Decision.Refuse(
                Reasons.NoOperatingDays, $"None of the weekdays lies between {details.ValidFrom:R} and {details.ValidTo:R}.");
        }

        // Zones change their clocks on different nights, so an order that holds on most days may fail on one.
        var zones = details.Calls.Select(call => zoneOf(call.HubId)!).ToList();
        var probes = zones.Distinct().Count() == 1 ? days.Take(1) : days;
        return probes.Select(day => OutOfOrder(details, day, zones)).FirstOrDefault(index => index >= 0, -1) is var late and >= 0
            ? Decision.Refuse(Reasons.CallsOutOfOrder, $"calls[{late}] is not after the call before it, or leaves before it arrives.")
            : null;
    }

    private static IEnumerable<LocalDate> OperatingDays(ServiceDetails details)
    {
        for (var day = details.ValidFrom; day <= details.ValidTo; day = day.PlusDays(1))
        {
            if (details.OperatesOn(day)) yield return day;
        }
    }

    private static int OutOfOrder(ServiceDetails details, LocalDate day, IReadOnlyList<DateTimeZone> zones)
    {
        var previous = Instant.MinValue;
        for (var i = 0; i < details.Calls.Count; i++)
        {
            var start = ServiceDay.Start(day, zones[i]);
            var arrival = start + Duration.FromMinutes(details.Calls[i].ArrivalMinutes);
            var departure = start + Duration.FromMinutes(details.Calls[i].DepartureMinutes);
            if (arrival <= previous || departure < arrival) return i;
            previous = departure;
        }

        return -1;
    }
}
