using Logistics.Hosting.Grpc;
using Logistics.Routing.Hauliers;
using NodaTime;
using Wire = Logistics.Routing.V1;

namespace Logistics.Routing.Network;

/// <summary>A haulier as a caller sends it and as it is answered; what is wrong is named by its field.</summary>
internal static class HaulierRequests
{
    private static readonly Period LongestValidity = Period.FromYears(3);

    internal static HaulierDetails Details(Wire.Haulier haulier)
    {
        var from = NetworkRequests.Date(haulier.ValidFrom, "haulier.valid_from");
        var to = NetworkRequests.Date(haulier.ValidTo, "haulier.valid_to");
        if (to < from) throw Check.Invalid("haulier.valid_to", "is before valid_from.");
        if (to > from + LongestValidity) throw Check.Invalid("haulier.valid_to", "is more than 3 years after valid_from.");
        if (haulier.HubIds.Count > 1000) throw Check.Invalid("haulier.hub_ids", "has more than 1000 entries.");
        return new HaulierDetails(
            Check.Id(haulier.CarrierId, "haulier.carrier_id"), Check.Text(haulier.Name, "haulier.name", 100),
            Check.Number(haulier.ReachKm, "haulier.reach_km", 1, 5000), Check.Number(haulier.KilometresPerHour, "haulier.kilometres_per_hour", 10, 120),
            Check.Integer(haulier.NoticeMinutes, "haulier.notice_minutes", 0, 20_160), from, to,
            Check.Number(haulier.CapacityKg, "haulier.capacity_kg", 1, 1e6), haulier.Refrigerated)
        {
            CapacityM3 = haulier.CapacityM3 == 0 ? null : Check.Number(haulier.CapacityM3, "haulier.capacity_m3", 0.001, 1e4),
            CapacityUnits = haulier.CapacityUnits == 0 ? null : Check.Integer(haulier.CapacityUnits, "haulier.capacity_units", 1, 10_000),
            Temperature = ServiceRequests.Band(haulier.Temperature, "haulier.temperature"),
            HazardClasses = haulier.HazardClasses is { } hazards ? ServiceRequests.Hazards(hazards.Classes, "haulier.hazard_classes") : null,
            Tariff = ServiceRequests.Tariff(haulier.Tariff, "haulier.tariff"),
            DriverHours = NetworkRequests.OpeningHours(haulier.DriverHours, "haulier.driver_hours"),
            HubIds = haulier.HubIds.Count == 0
                ? null
                : haulier.HubIds.Select((id, i) => NetworkRequests.HubId(id, $"haulier.hub_ids[{i}]")).Distinct().Order(StringComparer.Ordinal).ToList(),
        };
    }

    internal static Wire.Haulier Message(string id, HaulierDetails details) => new()
    {
        Id = id,
        CarrierId = details.CarrierId,
        Name = details.Name,
        ReachKm = details.ReachKm,
        KilometresPerHour = details.KilometresPerHour,
        NoticeMinutes = details.NoticeMinutes,
        ValidFrom = NodaTime.Text.LocalDatePattern.Iso.Format(details.ValidFrom),
        ValidTo = NodaTime.Text.LocalDatePattern.Iso.Format(details.ValidTo),
        CapacityKg = details.CapacityKg,
        Refrigerated = details.Refrigerated,
        CapacityM3 = details.CapacityM3 ?? 0,
        CapacityUnits = details.CapacityUnits ?? 0,
        Temperature = Mapping.Band(details.Temperature),
        HazardClasses = details.HazardClasses is { } classes ? new Wire.HazardClasses { Classes = { classes } } : null,
        Tariff = Mapping.Tariff(details.Tariff),
        DriverHours = { Mapping.Hours(details.DriverHours) },
        HubIds = { details.HubIds ?? [] },
    };
}
