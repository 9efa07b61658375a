using Logistics.EventStore;
using Logistics.Shipments.Shipments;
using NodaTime;

namespace Logistics.Shipments.HandlingUnits;

internal sealed record HandlingUnitClaimed(string ShipmentId, Instant At);

internal sealed record HandlingUnitReleased(string ShipmentId);

/// <summary>Seen at a hub at a time when no shipment had booked it.</summary>
internal sealed record HandlingUnitSighted(MilestoneKind Kind, string HubId, Evidence Evidence);

/// <summary>Better reads say that it was not so. It may come before the sighting that it takes back.</summary>
/// <param name="Source">Gateway.</param>
internal sealed record HandlingUnitSightingWithdrawn(MilestoneKind Kind, string HubId, string Source, EventTime At)
{
    /// <summary>By gateway and time: the read that decided a departure may be the same one before and after it was moved.</summary>
    public bool Concerns(MilestoneKind kind, string hub, Evidence e) => (Kind, HubId, Source, At.Instant) == (kind, hub, e.Source, e.At.Instant);
}

/// <param name="Since">From here on what is seen of the unit belongs to this shipment, until the next claim.</param>
internal sealed record Claim(string ShipmentId, Instant Since, bool Released);

/// <summary>
/// Which shipment a physical unit belongs to, and when: a stream of its own per SSCC, claimed in the same append as the booking,
/// so that two bookings can never both have it. Reads find their shipment here too, which no projection's delay can spoil. It
/// ends never: the next booking claims it again once it is released.
/// </summary>
internal sealed record HandlingUnit(IReadOnlyList<Claim> Claims, IReadOnlyList<HandlingUnitSighted> Sightings)
{
    public static readonly StreamType<HandlingUnit> Stream = new("handling-unit", new HandlingUnit([], []), Evolve);

    /// <summary>Of sightings that no shipment had at that time.</summary>
    public IReadOnlyList<HandlingUnitSightingWithdrawn> Withdrawn { get; init; } = [];

    public Claim? InForce() => Claims.LastOrDefault(c => !c.Released);

    /// <summary>
    /// The shipment a fact belongs to by its event time, also after the unit was released: a read in the hub after the carrier
    /// said delivered is what contradicts the carrier. Null before the first booking.
    /// </summary>
    public Claim? At(Instant eventTime) => Claims.LastOrDefault(c => c.Since <= eventTime);

    public bool HasWithdrawn(HandlingUnitSighted s) => Withdrawn.Any(w => w.Concerns(s.Kind, s.HubId, s.Evidence));

    private static HandlingUnit Evolve(HandlingUnit unit, object e) => e switch
    {
        HandlingUnitClaimed claimed => unit with { Claims = [.. unit.Claims, new(claimed.ShipmentId, claimed.At, false)] },
        HandlingUnitReleased released => unit with
        {
            Claims = [.. unit.Claims.Select(c => c.ShipmentId == released.ShipmentId ? c with { Released = true } : c)],
        },
        HandlingUnitSighted sighted => unit with { Sightings = [.. unit.Sightings, sighted] },
        HandlingUnitSightingWithdrawn w => unit with
        {
            Sightings = [.. unit.Sightings.Where(s => !w.Concerns(s.Kind, s.HubId, s.Evidence))],
            Withdrawn = [.. unit.Withdrawn, w],
        },
        _ => throw new InvalidOperationException($"A handling unit knows no event {e.GetType().Name}."),
    };
}
