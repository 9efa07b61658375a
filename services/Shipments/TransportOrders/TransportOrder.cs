using System.Text.Json.Serialization;
using Logistics.EventStore;
using Logistics.Shipments.Sandboxes;
using Logistics.Shipments.Shipments;
using NodaTime;

namespace Logistics.Shipments.TransportOrders;

internal sealed record TransportOrderTendered(
    string TransportOrderId, string ShipmentId, string Operator, Leg Leg, IReadOnlyList<ShippedUnit> HandlingUnits, Instant TenderedAt)
{
    /// <summary>Null: the carrier may take its time.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Instant? RespondBy { get; init; }
}

internal sealed record TransportOrderAccepted(string ShipmentId);

internal sealed record TransportOrderRejected(string ShipmentId, string Reason)
{
    /// <summary>What the carrier will not carry.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Leg? Leg { get; init; }
}

internal sealed record TransportOrderTimedOut(string ShipmentId, Leg Leg, Instant At);

internal sealed record TransportOrderWithdrawn(string ShipmentId, string Reason);

internal enum TransportOrderState
{
    None,
    Tendered,
    Accepted,
    Rejected,
    Withdrawn,
    TimedOut,
}

/// <summary>
/// The order to a carrier to carry one leg. Tendered when a plan names the carrier; the carrier accepts or rejects in time; a new
/// plan without this carriage withdraws it, accepted or not. Rejected, timed out and withdrawn are final: the next plan tenders
/// anew.
/// </summary>
internal sealed record TransportOrder(TransportOrderState State, TransportOrderTendered? Tender, string RejectionReason)
{
    public static readonly StreamType<TransportOrder> Stream = new("transport-order", new(TransportOrderState.None, null, ""), Evolve);

    /// <summary>A sample that its sandbox has been emptied of: nobody sees it any more.</summary>
    public bool Discarded { get; init; }

    public bool Stands() => State is TransportOrderState.Tendered or TransportOrderState.Accepted;

    /// <summary>The carrier was asked for just these goods.</summary>
    public bool Carries(IReadOnlyList<ShippedUnit> units)
        => Tender is { } t && t.HandlingUnits.Count == units.Count && t.HandlingUnits.Zip(units).All(pair => pair.First.SameAs(pair.Second));

    /// <summary>Who may see it.</summary>
    public IReadOnlyList<string> Organisations() => Tender is { } t && !Discarded ? [.. new[] { t.Leg.CarrierId, t.Operator }.Distinct()] : [];

    public bool VisibleTo(string organisation) => Organisations().Contains(organisation);

    public static TransportOrder Evolve(TransportOrder order, object e) => e switch
    {
        TransportOrderTendered tendered => order with { State = TransportOrderState.Tendered, Tender = tendered },
        TransportOrderAccepted => order with { State = TransportOrderState.Accepted },
        TransportOrderRejected rejected => order with { State = TransportOrderState.Rejected, RejectionReason = rejected.Reason },
        TransportOrderTimedOut => order with { State = TransportOrderState.TimedOut },
        TransportOrderWithdrawn => order with { State = TransportOrderState.Withdrawn },
        SandboxDiscarded => order with { Discarded = true },
        _ => throw new InvalidOperationException($"A transport order knows no event {e.GetType().Name}."),
    };
}
