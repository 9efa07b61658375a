using System.Text.RegularExpressions;
using Logistics.Hosting.Grpc;
using Logistics.Routing.CarrierServices;
using NodaTime;
using Wire = Logistics.Routing.V1;

namespace Logistics.Routing.Network;

/// <summary>Checks of what a carrier states of a service beside its calls.</summary>
internal static partial class ServiceRequests
{
    private const int MostExceptions = 800;

    internal static IReadOnlyList<ServiceException>? Exceptions(IReadOnlyList<Wire.ServiceException> exceptions, LocalDate from, LocalDate to)
    {
        if (exceptions.Count > MostExceptions) throw Check.Invalid("service.exceptions", $"has more than {MostExceptions} entries.");
        var dates = new HashSet<LocalDate>();
        var checkedOnes = exceptions.Select((exception, i) =>
        {
            var field = $"service.exceptions[{i}].date";
            var date = NetworkRequests.Date(exception.Date, field);
            if (date < from || date > to) throw Check.Invalid(field, "is not within the validity.");
            if (!dates.Add(date)) throw Check.Invalid(field, "is named twice.");
            return new ServiceException(date, exception.Operates);
        }).OrderBy(exception => exception.Date).ToList();
        return checkedOnes.Count == 0 ? null : checkedOnes;
    }

    internal static TemperatureBand? Band(Wire.TemperatureBand? band, string field)
    {
        if (band is null) return null;
        var (min, max) = (Check.Number(band.MinCelsius, $"{field}.min_celsius", -60, 60), Check.Number(band.MaxCelsius, $"{field}.max_celsius", -60, 60));
        return min <= max ? new TemperatureBand(min, max) : throw Check.Invalid($"{field}.max_celsius", "is below min_celsius.");
    }

    internal static IReadOnlyList<string> Hazards(IReadOnlyList<string> classes, string field)
    {
        if (classes.Count > 20) throw Check.Invalid(field, "has more than 20 entries.");
        return classes.Select((name, i) => HazardClass().IsMatch(name) ? name : throw Check.Invalid($"{field}[{i}]", "is no class such as 3, 2.1 or 1.4S.")).ToList();
    }

    internal static Tariff? Tariff(Wire.Tariff? tariff, string field = "service.tariff")
    {
        if (tariff is null) return null;
        if (tariff.CostsWithheld) throw Check.Invalid($"{field}.costs_withheld", "says that the costs were left out: nobody can be held to them.");
        return new Tariff(
            (decimal)Check.Number(tariff.CostPerTonneKm, $"{field}.cost_per_tonne_km", 0, 1000),
            (decimal)Check.Number(tariff.CostPerLeg, $"{field}.cost_per_leg", 0, 100_000),
            Check.Number(tariff.Co2EKgPerTonneKm, $"{field}.co2e_kg_per_tonne_km", 0, 100));
    }

    internal static SameVehicle? Continues(Wire.CarrierService service)
    {
        if (service.Continues is not { } before) return null;
        if (before.ServiceId == service.Id && before.DaysBefore == 0) throw Check.Invalid("service.continues.service_id", "is the service itself.");
        return new SameVehicle(
            NetworkRequests.ServiceId(before.ServiceId, "service.continues.service_id"),
            Check.Integer(before.DaysBefore, "service.continues.days_before", 0, 31),
            Check.Integer(before.TurnaroundMinutes, "service.continues.turnaround_minutes", 0, 2880));
    }

    [GeneratedRegex(@"\A[1-9](\.[1-9][A-Z]?)?\z")]
    private static partial Regex HazardClass();
}
