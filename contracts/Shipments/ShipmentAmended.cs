using NodaTime;

namespace Logistics.Contracts.Shipments;

/// <summary>
/// What was booked has changed: Routing plans by the new places, appointments and weights, Tags heeds the parties there are now, and
/// judges what is measured from <see cref="AmendedAt"/> on by the limits and units there are now. Order by <see cref="Origin"/>.
/// </summary>
/// <param name="ReadyAt">Goods can leave from here on; null: as it was, and so are the others.</param>
/// <param name="ArriveBy">The appointment at the destination.</param>
/// <param name="Temperature">The limits.</param>
public sealed record ShipmentAmended(Origin Origin, string ShipmentId, Instant? ReadyAt, Instant? ArriveBy, TemperatureLimits? Temperature)
{
    /// <summary>When it was amended; null from publishers of before: when it was sent.</summary>
    public Instant? AmendedAt { get; init; }

    /// <summary>Where it leaves from: a UN/LOCODE, or <see cref="BookedDoor.Collection"/>. It has not moved yet.</summary>
    public string? OriginHubId { get; init; }

    /// <summary>Where it goes now: a UN/LOCODE, or <see cref="BookedDoor.Delivery"/>. It may be under way already.</summary>
    public string? DestinationHubId { get; init; }

    /// <summary>Null as the others, or because it leaves from a hub: <see cref="OriginHubId"/> tells.</summary>
    public BookedDoor? CollectAt { get; init; }

    /// <summary>Null as the others, or because it goes to a hub: <see cref="DestinationHubId"/> tells.</summary>
    public BookedDoor? DeliverAt { get; init; }

    /// <summary>As <see cref="ShipmentBooked.CollectBy"/>.</summary>
    public Instant? CollectBy { get; init; }

    /// <summary>As <see cref="ShipmentBooked.DeliverFrom"/>.</summary>
    public Instant? DeliverFrom { get; init; }

    /// <summary>All it consists of now: who is not among them is no longer part of it.</summary>
    public IReadOnlyList<BookedHandlingUnit>? HandlingUnits { get; init; }

    /// <summary>All organisations that are party to it as it is booked now.</summary>
    public IReadOnlyList<string>? PartyOrganisations { get; init; }
}
