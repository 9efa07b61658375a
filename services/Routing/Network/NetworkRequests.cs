using System.Text.RegularExpressions;
using Logistics.Hosting.Grpc;
using Logistics.Routing.CarrierServices;
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
            Check.Number(service.CapacityKg, "service.capacity_kg", 1, 1e9), service.Refrigerated);
    }

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
