using Logistics.Demo.World;
using Logistics.Shipments.V1;
using NodaTime;

namespace Logistics.Demo.Freight;

/// <summary>Where a shipment really is: at a hub, then on board, hub by hub to its destination; then delivered and forgotten.</summary>
internal sealed class Journey(string shipmentId, Shipper shipper, IReadOnlyList<Pallet> pallets, Shipment booked)
{
    internal string ShipmentId => shipmentId;

    internal Shipper Shipper => shipper;

    internal IReadOnlyList<Pallet> Pallets => pallets;

    internal string Destination => booked.Route.DestinationHubId;

    internal bool Cold => booked.Temperature is not null;

    internal IReadOnlyList<Leg> Legs { get; private set; } = [];

    /// <summary>The leg it rides or waits for.</summary>
    internal int LegIndex { get; private set; }

    internal string Hub { get; private set; } = booked.Route.OriginHubId;

    /// <summary>Null while it waits at <see cref="Hub"/>.</summary>
    internal Ride? Aboard { get; private set; }

    internal Instant Since { get; private set; }

    internal Instant? Delivered { get; set; }

    internal Instant NextSign { get; set; }

    internal Instant NextTrack { get; set; }

    internal Mishap Mishap { get; init; } = Mishap.None;

    internal bool IsThere => Aboard is null && Hub == Destination;

    internal void Plan(IEnumerable<Leg> legs)
    {
        if (Legs.Count == 0) Legs = [.. legs.OrderBy(leg => leg.Index)];
    }

    internal void WaitAt(string hub, Instant since) => (Hub, Aboard, Since) = (hub, null, since);

    internal void Board(Ride ride, Instant at) => (Aboard, Since) = (ride, at);

    internal void Alight(Instant at)
    {
        WaitAt(Aboard!.ToHub, at);
        LegIndex++;
    }

    /// <summary>Takes up where the hub saw it last.</summary>
    internal void Resume(Shipment shipment, Traffic traffic, Instant now)
    {
        Plan(shipment.Legs);
        WaitAt(Hub, now);
        var last = shipment.Milestones.Where(milestone => milestone.Actual is not null && milestone.LegIndex >= 0)
            .MaxBy(milestone => (2 * milestone.LegIndex) + (milestone.Kind == MilestoneKind.Arrived ? 1 : 0));
        if (last is null || last.LegIndex >= Legs.Count) return;

        LegIndex = last.LegIndex;
        var leg = Legs[LegIndex];
        if (last.Kind == MilestoneKind.Arrived)
        {
            LegIndex++;
            WaitAt(leg.ToHubId, now);
            return;
        }

        WaitAt(leg.FromHubId, now);
        if (traffic.Planned(leg.ServiceId, leg.FromHubId, leg.ToHubId, Demo.Hub.Wire.ToInstant(last.Actual)) is { } ride) Board(ride, now);
    }
}

internal enum Mishap
{
    None,

    /// <summary>The cooling fails for a while.</summary>
    Warm,

    /// <summary>The tracker falls silent for a while.</summary>
    Silent,

    /// <summary>The goods are left behind once and miss their run.</summary>
    LeftBehind,
}
