namespace Logistics.Routing.CarrierServices;

internal sealed record CarrierServiceRegistered(string ServiceId, ServiceDetails Details);

internal sealed record CarrierServiceRevised(string ServiceId, ServiceDetails Details);

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
