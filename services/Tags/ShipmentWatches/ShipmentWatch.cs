using Logistics.EventStore;
using NodaTime;

namespace Logistics.Tags.ShipmentWatches;

/// <summary>
/// What a shipment wants watched, from its booking to its end, again when it is reopened, and who may look. The bus may tell all this in
/// any order: of ends and reopenings, of units, of limits and of parties the one from the shipment's latest version counts, and each from
/// its own event time on, whenever it was told.
/// </summary>
/// <param name="Wanted">As booked; null before that is told.</param>
/// <param name="StandsAsOf">Version of the shipment that the end or the reopening is from.</param>
internal sealed record ShipmentWatch(ShipmentWatchBegan? Wanted, bool Ended, long StandsAsOf)
{
    internal static readonly ShipmentWatch Initial = new(null, false, 0);

    /// <summary>By the shipment's versions.</summary>
    private IReadOnlyList<WatchAmendment> Amendments { get; init; } = [];

    /// <summary>Null while it is open, and where nobody knows.</summary>
    private OffsetDateTime? EndedAt { get; init; }

    private ShipmentPartiesNamed Named { get; init; } = new("", [], [], 0, 0);

    internal static readonly StreamType<ShipmentWatch> Stream = new("shipment-watch", Initial, Evolve);

    internal static Decision Begin(ShipmentWatch watch, ShipmentWatchBegan wanted) => watch.Wanted is not null
        ? Decision.Nothing
        : Decision.Accept((watch with { Wanted = wanted }).Known()! with { AfterEnd = watch is { Ended: true, EndedAt: null } });

    /// <summary>An amendment of anything but units and limits is none of the watch.</summary>
    internal static Decision Amend(ShipmentWatch watch, string shipmentId, WatchAmendment amendment)
    {
        if (amendment is { HandlingUnits: null, Temperature: null } || AmendmentsInOrder.Knows(watch.Amendments, amendment.AsOf)) return Decision.Nothing;
        var amended = watch with { Amendments = AmendmentsInOrder.With(watch.Amendments, amendment) };
        return Decision.Accept(new ShipmentWatchAmended(shipmentId, amendment, amended is { Ended: true, EndedAt: null } ? null : amended.Known()));
    }

    /// <param name="version">Of the shipment.</param>
    /// <param name="at">Event time.</param>
    internal static Decision End(ShipmentWatch watch, string shipmentId, long version, OffsetDateTime at) => version <= watch.StandsAsOf
        ? Decision.Nothing
        : Decision.Accept(new ShipmentWatchEnded(shipmentId, version, at, (watch with { EndedAt = at }).Known()));

    /// <param name="version">Of the shipment.</param>
    internal static Decision Reopen(ShipmentWatch watch, string shipmentId, long version) => version <= watch.StandsAsOf
        ? Decision.Nothing
        : Decision.Accept(new ShipmentWatchReopened(shipmentId, watch.Ended ? (watch with { EndedAt = null }).Known() : null, version));

    /// <param name="units">Null: as they were; and so are the parties.</param>
    /// <param name="version">Of the shipment.</param>
    internal static Decision Name(ShipmentWatch watch, string shipmentId, IReadOnlyList<string>? units, IReadOnlyList<string>? parties, long version)
    {
        var (was, now) = (watch.Named, watch.Named with { ShipmentId = shipmentId });
        if (units is not null && version > was.UnitsAsOf) now = now with { HandlingUnits = units, UnitsAsOf = version };
        if (parties is not null && version > was.PartiesAsOf) now = now with { Parties = parties, PartiesAsOf = version };
        return (now.UnitsAsOf, now.PartiesAsOf) == (was.UnitsAsOf, was.PartiesAsOf) ? Decision.Nothing : Decision.Accept(now);
    }

    /// <summary>All that is known of what is to be watched; null where the booking is not.</summary>
    private ShipmentWatchBegan? Known()
        => Wanted is { } booked ? booked with { AfterEnd = false, Amendments = Amendments.Count == 0 ? null : Amendments, ClosedAt = EndedAt } : null;

    private static ShipmentWatch Evolve(ShipmentWatch watch, object e) => e switch
    {
        ShipmentWatchBegan began => watch with { Wanted = began },
        ShipmentWatchAmended { Amendment: var amendment } => watch with { Amendments = AmendmentsInOrder.With(watch.Amendments, amendment) },
        ShipmentWatchEnded ended => watch with { Ended = true, StandsAsOf = ended.AsOf, EndedAt = ended.At },
        ShipmentWatchReopened reopened => watch with { Ended = false, StandsAsOf = reopened.AsOf, EndedAt = null },
        ShipmentPartiesNamed named => watch with { Named = named },
        _ => throw new ArgumentException($"A shipment's watch does not know {e.GetType().Name}.", nameof(e)),
    };
}
