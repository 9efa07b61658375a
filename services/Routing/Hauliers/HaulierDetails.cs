using System.Text.Json.Serialization;
using Logistics.EventStore;
using Logistics.Routing.CarrierServices;
using Logistics.Routing.Hubs;
using NodaTime;

namespace Logistics.Routing.Hauliers;

/// <param name="ReachKm">The longest road leg it takes, by road.</param>
/// <param name="KilometresPerHour">At the wheel, where no routing engine says how long a drive takes.</param>
/// <param name="NoticeMinutes">Between the order and leaving, at least.</param>
/// <param name="ValidTo">Inclusive; dates where a leg begins.</param>
/// <param name="CapacityKg">Of a lorry; each leg is a lorry of its own.</param>
internal sealed record HaulierDetails(
    string CarrierId,
    string Name,
    double ReachKm,
    double KilometresPerHour,
    int NoticeMinutes,
    LocalDate ValidFrom,
    LocalDate ValidTo,
    double CapacityKg,
    bool Refrigerated)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? CapacityM3 { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? CapacityUnits { get; init; }

    /// <summary>Between which a refrigerated lorry can keep goods; null: whatever is asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TemperatureBand? Temperature { get; init; }

    /// <summary>Hazard classes or divisions it takes; null: it does not say, and the class decides nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? HazardClasses { get; init; }

    /// <summary>Null: the usual of lorries.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Tariff? Tariff { get; init; }

    /// <summary>When drivers are at work, local where a leg begins; a leg without a night's rest ends within them too. Null: always.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<OpeningHours>? DriverHours { get; init; }

    /// <summary>Legs begin or end at one of these; null: anywhere.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? HubIds { get; init; }

    internal bool SameAs(HaulierDetails other) => EventJson.Serialize(this) == EventJson.Serialize(other);

    /// <summary>As a service between two places: what it takes is asked as of any other.</summary>
    internal ServiceDetails Service(string from, string to) =>
        new(CarrierId, Name, "road", [new Call(from, 0, 0), new Call(to, 1, 1)], [1, 2, 3, 4, 5, 6, 7], ValidFrom, ValidTo, CapacityKg, Refrigerated)
        {
            CapacityM3 = CapacityM3,
            CapacityUnits = CapacityUnits,
            Temperature = Temperature,
            HazardClasses = HazardClasses,
            Tariff = Tariff,
        };
}
