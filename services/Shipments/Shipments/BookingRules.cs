using Logistics.EventStore;

namespace Logistics.Shipments.Shipments;

/// <summary>What a booking must keep to, in the order in which it is told; an amended one too.</summary>
internal static class BookingRules
{
    public const double MaxWeightKg = 100_000;
    public const double MaxVolumeM3 = 200;
    public const int MaxLengthCm = 2_000;
    public const int MaxUnits = 200;

    public static Refusal? Broken(BookShipment c) => Number(c.HandlingUnits) ?? Broken(c.Route) ?? Broken(c.Temperature) ?? Broken(c.Conditions) ?? Broken(c.HandlingUnits);

    public static Refusal? Broken(IReadOnlyList<ShippedUnit> units)
        => Number(units) ?? units.Select(Broken).FirstOrDefault(r => r is not null) ?? Duplicate(units);

    public static Refusal? Broken(RouteSpecification route) => route switch
    {
        _ when route.OriginHubId == route.DestinationHubId
            => new(Reasons.SameOriginAndDestination, $"Origin and destination are both {route.OriginHubId}."),
        { CollectAt: { } from, DeliverAt: { } to } when (from.Latitude, from.Longitude) == (to.Latitude, to.Longitude)
            => new(Reasons.SameOriginAndDestination, "collect_at and deliver_at are the same place."),
        _ when route.ArriveBy.ToInstant() <= route.ReadyAt.ToInstant()
            => new(Reasons.DeadlineBeforeReady, "arrive_by is not after ready_at."),
        { CollectBy: { } until } when until.ToInstant() < route.ReadyAt.ToInstant()
            => new(Reasons.WindowOutOfOrder, "collect_by is before ready_at."),
        { DeliverFrom: { } from } when from.ToInstant() > route.ArriveBy.ToInstant()
            => new(Reasons.WindowOutOfOrder, "deliver_from is after arrive_by."),
        _ => null,
    };

    public static Refusal? Broken(TemperatureBand? band) => band switch
    {
        { } t when !(t.MinCelsius < t.MaxCelsius) || t.MinCelsius < -273.15 || t.MaxCelsius > 200
            => new(Reasons.TemperatureOutOfRange, "The temperature band is not min below max, between -273.15 and 200 degrees Celsius."),
        { AllowedMinutes: < 0 or > 1440 }
            => new(Reasons.TemperatureOutOfRange, "allowed_minutes is between 0 and 1440."),
        _ => null,
    };

    private static Refusal? Broken(IReadOnlyList<ConditionLimits> conditions) => conditions.Select(Broken).FirstOrDefault(r => r is not null)
        ?? (conditions.GroupBy(c => c.Kind).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? new(Reasons.ConditionOutOfRange, $"{Words.Sentence(Words.Of(twice.Key))} has limits twice.")
            : null);

    private static Refusal? Broken(ConditionLimits limits)
    {
        var most = limits.Kind switch { ConditionKind.Humidity => 100, ConditionKind.Shock => 1_000, _ => 200_000 };
        return limits switch
        {
            { Min: null, Max: null } => Unusable("has neither min nor max."),
            { Min: { } min } when !(min >= 0 && min <= most) => Unusable($"has a min that is not from 0 to {most}."),
            { Max: { } max } when !(max >= 0 && max <= most) => Unusable($"has a max that is not from 0 to {most}."),
            { Min: { } min, Max: { } max } when min >= max => Unusable("has no min below its max."),
            { AllowedMinutes: < 0 or > 1440 } => Unusable("has allowed_minutes that are not from 0 to 1440."),
            _ => null,
        };

        Refusal Unusable(string why) => new(Reasons.ConditionOutOfRange, $"{Words.Sentence(Words.Of(limits.Kind))} {why}");
    }

    private static Refusal? Broken(ShippedUnit unit) => unit switch
    {
        _ when !Sscc.IsValid(unit.Id)
            => new(Reasons.InvalidSscc, $"'{unit.Id}' is no SSCC: 18 digits, the last one the check digit."),
        { GrossWeightKg: not (> 0 and <= MaxWeightKg) }
            => new(Reasons.WeightOutOfRange, $"The weight of {unit.Id} is not above 0 and at most {MaxWeightKg} kg."),
        { VolumeM3: { } volume } when volume is not (> 0 and <= MaxVolumeM3)
            => new(Reasons.VolumeOutOfRange, $"The volume of {unit.Id} is not above 0 and at most {MaxVolumeM3} cubic metres."),
        { Dimensions: { } d } when !(Fits(d.LengthCm) && Fits(d.WidthCm) && Fits(d.HeightCm))
            => new(Reasons.DimensionsOutOfRange, $"The dimensions of {unit.Id} are not 1 to {MaxLengthCm} cm each."),
        _ => DangerousGoodsRules.Broken(unit),
    };

    private static bool Fits(int cm) => cm is > 0 and <= MaxLengthCm;

    private static Refusal? Number(IReadOnlyList<ShippedUnit> units) => units.Count switch
    {
        0 => new(Reasons.NoHandlingUnits, "A shipment has at least one handling unit."),
        > MaxUnits => new(Reasons.TooManyHandlingUnits, $"A shipment has at most {MaxUnits} handling units."),
        _ => null,
    };

    private static Refusal? Duplicate(IReadOnlyList<ShippedUnit> units) => units.GroupBy(u => u.Id).FirstOrDefault(g => g.Count() > 1) is { } twice
        ? new(Reasons.DuplicateHandlingUnit, $"Handling unit {twice.Key} is named twice.")
        : null;
}
