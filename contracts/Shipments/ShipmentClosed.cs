namespace Logistics.Contracts.Shipments;

/// <summary>Delivered or cancelled: nobody need watch, plan or estimate it any more.</summary>
/// <param name="Outcome">delivered or cancelled.</param>
public sealed record ShipmentClosed(Origin Origin, string ShipmentId, string Outcome, EventTime At);
