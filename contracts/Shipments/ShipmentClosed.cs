namespace Logistics.Contracts.Shipments;

/// <summary>Delivered, cancelled or returned: nobody need watch, plan or estimate it any more.</summary>
/// <param name="Outcome">delivered, cancelled or returned; the way back is a shipment of its own.</param>
public sealed record ShipmentClosed(Origin Origin, string ShipmentId, string Outcome, EventTime At);
