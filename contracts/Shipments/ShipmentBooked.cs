using NodaTime;

namespace Logistics.Contracts.Shipments;

/// <summary>
/// A shipment is booked: Routing plans it, Tags watch its condition. Carries no personal data.
/// Published once per shipment, version 1 of its stream; may be delivered again.
/// </summary>
/// <param name="OriginHubId">UN/LOCODE; <see cref="BookedDoor.Collection"/> where it is collected at a door.</param>
/// <param name="DestinationHubId">UN/LOCODE; <see cref="BookedDoor.Delivery"/> where it is delivered to a door.</param>
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
    Instant BookedAt)
{
    /// <summary>What its units may go through beside temperature; null: nothing else is watched. Each kind once.</summary>
    public IReadOnlyList<ConditionLimits>? Conditions { get; init; }

    /// <summary>Where it is collected; null: at the hub of origin.</summary>
    public BookedDoor? CollectAt { get; init; }

    /// <summary>Where it is delivered; null: at the hub of destination.</summary>
    public BookedDoor? DeliverAt { get; init; }

    /// <summary>The door of collection is to be left by then; null: at any time from <see cref="ReadyAt"/> on.</summary>
    public Instant? CollectBy { get; init; }

    /// <summary>The door of delivery takes nothing before; null: at any time until <see cref="ArriveBy"/>.</summary>
    public Instant? DeliverFrom { get; init; }
}

/// <param name="HandlingUnitId">SSCC, 18 digits.</param>
/// <param name="GrossWeightKg">Kilograms.</param>
/// <param name="HazardClasses">Of the dangerous goods in it (ADR: 3, 2.1, 1.4S); null where there are none.</param>
public sealed record BookedHandlingUnit(string HandlingUnitId, double GrossWeightKg, IReadOnlyList<string>? HazardClasses = null);

/// <summary>Inclusive; an excursion is more than the allowed minutes outside, 0: the first value outside.</summary>
/// <param name="Kind">humidity (percent, UN/ECE P1), shock (multiples of standard gravity, K40) or light (lux, LUX); there may be more one day.</param>
/// <param name="Min">Null where it is open below.</param>
public sealed record ConditionLimits(string Kind, double? Min, double? Max, int AllowedMinutes);

/// <summary>Degrees Celsius; an excursion is more than the allowed minutes outside.</summary>
public sealed record TemperatureLimits(double MinCelsius, double MaxCelsius, int AllowedMinutes);
