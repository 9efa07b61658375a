using NodaTime;

namespace Logistics.Routing.CarrierServices;

internal sealed record CarrierServiceRegistered(string ServiceId, ServiceDetails Details);

internal sealed record CarrierServiceRevised(string ServiceId, ServiceDetails Details);

/// <param name="Mode">road, rail, barge or sea.</param>
/// <param name="Weekdays">Monday 1 to Sunday 7, ascending.</param>
/// <param name="ValidTo">Inclusive.</param>
/// <param name="CapacityKg">Of each run, on each of its sections.</param>
internal sealed record ServiceDetails(
    string CarrierId,
    string Name,
    string Mode,
    IReadOnlyList<Call> Calls,
    IReadOnlyList<int> Weekdays,
    LocalDate ValidFrom,
    LocalDate ValidTo,
    double CapacityKg,
    bool Refrigerated)
{
    internal bool SameAs(ServiceDetails other) =>
        this with { Calls = other.Calls, Weekdays = other.Weekdays } == other
        && Calls.SequenceEqual(other.Calls)
        && Weekdays.SequenceEqual(other.Weekdays);

    internal bool OperatesOn(LocalDate date) =>
        date >= ValidFrom && date <= ValidTo && Weekdays.Contains((int)date.DayOfWeek);
}

/// <param name="ArrivalMinutes">After local noon minus 12 hours of the service day, in the hub's zone; may exceed 1440.</param>
internal sealed record Call(string HubId, int ArrivalMinutes, int DepartureMinutes);

/// <summary>
/// A carrier's timetable: one run on each operating day, calling at hubs in order. Registered, then revised as the timetable
/// changes; runs of the past keep what was planned on them, because itineraries copy their times.
/// </summary>
internal sealed record CarrierService(string Id, ServiceDetails? Details)
{
    internal static readonly CarrierService None = new("", null);

    internal static CarrierService Evolve(CarrierService service, object e) => e switch
    {
        CarrierServiceRegistered registered => new CarrierService(registered.ServiceId, registered.Details),
        CarrierServiceRevised revised => service with { Details = revised.Details },
        _ => throw new ArgumentException($"A carrier service has no event {e.GetType().Name}.", nameof(e)),
    };
}
