using NodaTime;

namespace Logistics.Contracts.Shipments;

/// <summary>
/// A shipment is booked: Routing plans it, Tags watch its condition. Carries no personal data.
/// Published once per shipment, version 1 of its stream; may be delivered again.
/// </summary>
/// <param name="ReadyAt">Goods can leave from here on.</param>
/// <param name="ArriveBy">The appointment at the destination.</param>
/// <param name="BookedAt">Record time.</param>
public sealed record ShipmentBooked(
    Origin Origin,
    string ShipmentId,
    string Reference,
    string OriginHubId,
    string DestinationHubId,
    Instant ReadyAt,
    Instant ArriveBy,
    IReadOnlyList<BookedHandlingUnit> HandlingUnits,
    TemperatureLimits? Temperature,
    IReadOnlyList<string> PartyOrganisations,
    Instant BookedAt);

/// <param name="HandlingUnitId">SSCC, 18 digits.</param>
/// <param name="GrossWeightKg">Kilograms.</param>
public sealed record BookedHandlingUnit(string HandlingUnitId, double GrossWeightKg);

/// <summary>Degrees Celsius; an excursion is more than the allowed minutes outside.</summary>
public sealed record TemperatureLimits(double MinCelsius, double MaxCelsius, int AllowedMinutes);
