using System.Text.Json.Serialization;
using Logistics.EventStore;
using NodaTime;

namespace Logistics.Routing.CarrierServices;

/// <param name="Mode">road, rail, barge or sea.</param>
/// <param name="Weekdays">Monday 1 to Sunday 7, ascending.</param>
/// <param name="ValidTo">Inclusive.</param>
/// <param name="CapacityKg">Of each run, on each of its sections.</param>
internal sealed record ServiceDetails(
    string CarrierId,
    string Name,
    string Mode,
    IReadOnlyList<Call> Calls,
    IReadOnlyList<int> Weekdays,
    LocalDate ValidFrom,
    LocalDate ValidTo,
    double CapacityKg,
    bool Refrigerated)
{
    /// <summary>Single dates on which it runs against its weekdays, or does not; within its validity.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ServiceException>? Exceptions { get; init; }

    /// <summary>Of each run on each section; null where only weight counts.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? CapacityM3 { get; init; }

    /// <summary>Handling units of each run on each section; null where only weight counts.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? CapacityUnits { get; init; }

    /// <summary>What a refrigerated run can hold; null: whatever is asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TemperatureBand? Temperature { get; init; }

    /// <summary>Hazard classes or divisions it takes, a class with all its divisions; null: the carrier does not say, and the class decides nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? HazardClasses { get; init; }

    /// <summary>Null: the usual of its mode.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Tariff? Tariff { get; init; }

    /// <summary>The run of this day is made by the vehicle of another; null where that is not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SameVehicle? Continues { get; init; }

    internal (double WeightKg, double? VolumeM3, int? Units) Room => (CapacityKg, CapacityM3, CapacityUnits);

    internal bool SameAs(ServiceDetails other) => EventJson.Serialize(this) == EventJson.Serialize(other);

    internal bool OperatesOn(LocalDate date) => date >= ValidFrom && date <= ValidTo
        && (Exceptions?.FirstOrDefault(exception => exception.Date == date)?.Operates ?? Weekdays.Contains((int)date.DayOfWeek));

    internal bool Takes(string hazardClass) => HazardClasses is null
        || HazardClasses.Any(taken => hazardClass == taken || hazardClass.StartsWith(taken + ".", StringComparison.Ordinal));

    internal bool Holds(TemperatureBand wanted) =>
        Refrigerated && (Temperature is not { } can || (can.MinCelsius <= wanted.MinCelsius && can.MaxCelsius >= wanted.MaxCelsius));
}

/// <param name="ArrivalMinutes">After local noon minus 12 hours of the service day, in the hub's zone; may exceed 1440.</param>
internal sealed record Call(string HubId, int ArrivalMinutes, int DepartureMinutes);

internal sealed record ServiceException(LocalDate Date, bool Operates);

/// <summary>Degrees Celsius: of goods, between which they must be kept; of a service, between which it can keep them.</summary>
internal sealed record TemperatureBand(double MinCelsius, double MaxCelsius);

/// <param name="CostPerTonneKm">In the network's currency.</param>
/// <param name="CostPerLeg">Whatever the weight and the way.</param>
/// <param name="Co2eKgPerTonneKm">Kilograms, well to wheel.</param>
internal sealed record Tariff(decimal CostPerTonneKm, decimal CostPerLeg, double Co2eKgPerTonneKm)
{
    /// <summary>Orders of magnitude of European freight, for who states nothing; emissions as EN ISO 14083's defaults have them.</summary>
    internal static Tariff UsualOf(string mode) => mode switch
    {
        "rail" => new(0.05m, 40, 0.022),
        "barge" => new(0.03m, 50, 0.031),
        "sea" => new(0.01m, 60, 0.016),
        _ => new(0.12m, 25, 0.092),
    };
}

/// <summary>The same vehicle runs another service before.</summary>
/// <param name="DaysBefore">Between the service days of that run and of this.</param>
/// <param name="TurnaroundMinutes">At least so long between its last arrival and this departure.</param>
internal sealed record SameVehicle(string ServiceId, int DaysBefore, int TurnaroundMinutes);
