using System.Text.RegularExpressions;
using Logistics.Hosting.Grpc;
using Logistics.Routing.CarrierServices;
using Logistics.Routing.Hubs;
using Logistics.Routing.SpeedRestrictions;
using NodaTime;
using NodaTime.Text;
using Wire = Logistics.Routing.V1;

namespace Logistics.Routing.Network;

/// <summary>Checks of what the network's callers send, each naming the field that is wrong.</summary>
internal static partial class NetworkRequests
{
    private const int MostCalls = 2000;
    private const int MostMinutes = 14 * 1440;
    private static readonly Period LongestValidity = Period.FromYears(3);
    private static readonly string[] Modes = ["road", "rail", "barge", "sea"];

    internal static string HubId(string id, string field) =>
        UnLocode().IsMatch(id) ? id : throw Check.Invalid(field, "is no UN/LOCODE such as DEDTM.");

    internal static string ServiceId(string id, string field) => ServiceName().IsMatch(id)
        ? id
        : throw Check.Invalid(field, "must have 1 to 64 letters, digits, dots, dashes or underscores.");

    internal static LocalDate Date(string text, string field) =>
        LocalDatePattern.Iso.Parse(text) is { Success: true } date ? date.Value : throw Check.Invalid(field, "is no ISO date such as 2026-11-20.");

    internal static ServiceDetails Service(Wire.CarrierService service)
    {
        var from = Date(service.ValidFrom, "service.valid_from");
        var to = Date(service.ValidTo, "service.valid_to");
        if (to > from + LongestValidity) throw Check.Invalid("service.valid_to", "is more than 3 years after valid_from.");
        if (!Modes.Contains(service.Mode)) throw Check.Invalid("service.mode", $"must be one of {string.Join(", ", Modes)}.");
        if (service.Calls.Count > MostCalls) throw Check.Invalid("service.calls", $"has more than {MostCalls} entries.");

        return new ServiceDetails(
            Check.Id(service.CarrierId, "service.carrier_id"), Check.Text(service.Name, "service.name", 100), service.Mode,
            Calls(service.Calls), Weekdays(service.Weekdays), from, to,
            Check.Number(service.CapacityKg, "service.capacity_kg", 1, 1e9), service.Refrigerated)
        {
            Exceptions = ServiceRequests.Exceptions(service.Exceptions, from, to),
            CapacityM3 = service.CapacityM3 == 0 ? null : Check.Number(service.CapacityM3, "service.capacity_m3", 0.001, 1e6),
            CapacityUnits = service.CapacityUnits == 0 ? null : Check.Integer(service.CapacityUnits, "service.capacity_units", 1, 1_000_000),
            Temperature = ServiceRequests.Band(service.Temperature, "service.temperature"),
            HazardClasses = service.HazardClasses is { } hazards ? ServiceRequests.Hazards(hazards.Classes, "service.hazard_classes") : null,
            Tariff = ServiceRequests.Tariff(service.Tariff),
            Continues = ServiceRequests.Continues(service),
        };
    }

    internal static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    internal static IReadOnlyList<OpeningHours>? OpeningHours(IReadOnlyList<Wire.OpeningHours> hours, string field = "hub.opening_hours")
    {
        if (hours.Count > 50) throw Check.Invalid(field, "has more than 50 entries.");
        return hours.Count == 0 ? null : hours.Select((open, i) => new OpeningHours(
            Check.Integer(open.Weekday, $"{field}[{i}].weekday", 1, 7),
            Time(open.Opens, $"{field}[{i}].opens"), Time(open.Closes, $"{field}[{i}].closes"))).ToList();
    }

    internal static IReadOnlyList<string>? Capabilities(Wire.HubCapabilities? capabilities) =>
        capabilities?.Names.FirstOrDefault(name => !HubCapabilities.All.Contains(name)) is { } unknown
            ? throw Check.Invalid("hub.capabilities", $"names {unknown}; known are {string.Join(", ", HubCapabilities.All)}.")
            : capabilities?.Names.Distinct().Order(StringComparer.Ordinal).ToList();

    internal static SlowSection SlowSection(Wire.RestrictSpeedRequest request)
    {
        if (request.Mode.Length > 0 && !Modes.Contains(request.Mode)) throw Check.Invalid("mode", $"must be one of {string.Join(", ", Modes)}, or empty.");
        return new SlowSection(
            HubId(request.FromHubId, "from_hub_id"), HubId(request.ToHubId, "to_hub_id"), request.Mode.Length == 0 ? null : request.Mode,
            Check.Timestamp(request.From, "from"), Check.Timestamp(request.To, "to"), Check.Integer(request.ExtraPercent, "extra_percent", 1, 1000),
            Check.OptionalText(request.Cause, "cause", 200));
    }

    private static LocalTime Time(string text, string field) =>
        Clock.Parse(text) is { Success: true } time ? time.Value : throw Check.Invalid(field, "is no local time such as 06:00.");

    // Nobody arrives at the first call or leaves the last: what was sent there does not matter.
    private static List<Call> Calls(IReadOnlyList<Wire.ServiceCall> calls) => calls.Select((call, i) =>
    {
        var hub = HubId(call.HubId, $"service.calls[{i}].hub_id");
        if (i > 0 && hub == calls[i - 1].HubId) throw Check.Invalid($"service.calls[{i}].hub_id", "is the hub of the call before it.");
        var arrival = Check.Integer(call.ArrivalMinutes, $"service.calls[{i}].arrival_minutes", 0, MostMinutes);
        var departure = Check.Integer(call.DepartureMinutes, $"service.calls[{i}].departure_minutes", 0, MostMinutes);
        return i == 0 ? new Call(hub, departure, departure) : i == calls.Count - 1 ? new Call(hub, arrival, arrival) : new Call(hub, arrival, departure);
    }).ToList();

    private static List<int> Weekdays(IReadOnlyList<int> weekdays)
    {
        for (var i = 0; i < weekdays.Count; i++) Check.Integer(weekdays[i], $"service.weekdays[{i}]", 1, 7);
        return weekdays.Distinct().Order().ToList();
    }

    [GeneratedRegex(@"\A[A-Z]{2}[A-Z2-9]{3}\z")]
    private static partial Regex UnLocode();

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z")]
    private static partial Regex ServiceName();
}
