namespace Logistics.Routing.Hubs;

internal sealed record HubRegistered(string HubId, HubDetails Details);

internal sealed record HubRevised(string HubId, HubDetails Details);

/// <param name="Zone">IANA.</param>
/// <param name="TransferMinutes">At least so long between an arriving and a departing run.</param>
internal sealed record HubDetails(string Name, double Latitude, double Longitude, string Zone, int TransferMinutes);

/// <summary>
/// A place where goods change runs. Registered once, then revised as often as its particulars change; never removed, because
/// itineraries of the past name it.
/// </summary>
internal sealed record Hub(string Id, HubDetails? Details)
{
    internal static readonly Hub None = new("", null);

    internal static Hub Evolve(Hub hub, object e) => e switch
    {
        HubRegistered registered => new Hub(registered.HubId, registered.Details),
        HubRevised revised => hub with { Details = revised.Details },
        _ => throw new ArgumentException($"A hub has no event {e.GetType().Name}.", nameof(e)),
    };
}
