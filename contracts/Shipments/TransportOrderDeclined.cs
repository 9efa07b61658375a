using NodaTime;

namespace Logistics.Contracts.Shipments;

/// <summary>
/// A carrier will not carry a leg: it rejected the order or did not answer in time. Routing looks for the next carrier; a plan
/// with the same carriage would only be tendered to the same carrier again.
/// </summary>
/// <param name="Why">rejected or timed-out.</param>
/// <param name="Reason">The carrier's words, empty where it said nothing.</param>
public sealed record TransportOrderDeclined(
    Origin Origin,
    string ShipmentId,
    string TransportOrderId,
    string CarrierId,
    string ServiceId,
    LocalDate ServiceDate,
    string FromHubId,
    string ToHubId,
    string Why,
    string Reason);
