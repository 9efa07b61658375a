using System.Globalization;
using System.Text;
using Google.Protobuf;
using Logistics.Routing.V1;

namespace Logistics.Routing.Network.Files;

/// <summary>The network as the files that <see cref="NetworkImport"/> reads, in order of ids: the same network gives the same bytes.</summary>
internal static class NetworkExport
{
    internal static IEnumerable<NetworkFile> Of(NetworkFacts facts) => Of(facts, _ => true);

    /// <summary>
    /// All hubs, and the services and hauliers of some carriers. Whole rows are left out: a row without its prices would be read as
    /// one that costs nothing, or the usual.
    /// </summary>
    internal static IEnumerable<NetworkFile> Of(NetworkFacts facts, Func<string, bool> ofCarrier)
    {
        var hubs = facts.Hubs.OrderBy(hub => hub.Key, StringComparer.Ordinal).Select(hub => Mapping.Hub(hub.Key, hub.Value));
        yield return File("hubs.csv", NetworkTables.HubColumns, hubs.Select(hub => Row(
            hub.Id, Cells.Written(hub.Name), hub.Position.Latitude, hub.Position.Longitude, hub.Zone, hub.TransferMinutes, hub.CutOffMinutes, hub.HandlingMinutes,
            List(hub.OpeningHours.Select(hours => $"{hours.Weekday} {hours.Opens}-{hours.Closes}")), Stated(hub.Capabilities?.Names))));

        var services = facts.Services.Where(service => ofCarrier(service.Value.CarrierId)).OrderBy(service => service.Key, StringComparer.Ordinal)
            .Select(service => Mapping.Service(service.Key, service.Value)).ToList();
        yield return File("services.csv", NetworkTables.ServiceColumns, services.Select(service => Row(
            service.Id, service.CarrierId, Cells.Written(service.Name), service.Mode, string.Concat(service.Weekdays), service.ValidFrom, service.ValidTo, service.CapacityKg,
            service.Refrigerated ? "true" : "", service.CapacityM3 == 0 ? "" : service.CapacityM3, service.CapacityUnits == 0 ? "" : service.CapacityUnits,
            List(service.Exceptions.Select(exception => $"{(exception.Operates ? '+' : '-')}{exception.Date}")),
            Given(service.Temperature?.MinCelsius), Given(service.Temperature?.MaxCelsius), Stated(service.HazardClasses?.Classes),
            Given(service.Tariff?.CostPerTonneKm), Given(service.Tariff?.CostPerLeg), Given(service.Tariff?.Co2EKgPerTonneKm),
            service.Continues?.ServiceId ?? "", Given(service.Continues?.DaysBefore), Given(service.Continues?.TurnaroundMinutes))));
        yield return File("calls.csv", "service_id,hub_id,arrival,departure", services.SelectMany(service => service.Calls.Select(call => Row(
            service.Id, call.HubId, Time(call.ArrivalMinutes), Time(call.DepartureMinutes)))));

        // Older readers know three files: the fourth is there where there is something in it.
        var hauliers = facts.Hauliers.Where(haulier => ofCarrier(haulier.Value.CarrierId)).OrderBy(haulier => haulier.Key, StringComparer.Ordinal)
            .Select(haulier => HaulierRequests.Message(haulier.Key, haulier.Value)).ToList();
        if (hauliers.Count == 0) yield break;
        yield return File("hauliers.csv", NetworkTables.HaulierColumns, hauliers.Select(haulier => Row(
            haulier.Id, haulier.CarrierId, Cells.Written(haulier.Name), haulier.ReachKm, haulier.KilometresPerHour, haulier.NoticeMinutes, haulier.ValidFrom, haulier.ValidTo,
            haulier.CapacityKg, haulier.Refrigerated ? "true" : "", haulier.CapacityM3 == 0 ? "" : haulier.CapacityM3,
            haulier.CapacityUnits == 0 ? "" : haulier.CapacityUnits, Given(haulier.Temperature?.MinCelsius), Given(haulier.Temperature?.MaxCelsius),
            Stated(haulier.HazardClasses?.Classes), Given(haulier.Tariff?.CostPerTonneKm), Given(haulier.Tariff?.CostPerLeg), Given(haulier.Tariff?.Co2EKgPerTonneKm),
            List(haulier.DriverHours.Select(hours => $"{hours.Weekday} {hours.Opens}-{hours.Closes}")), List(haulier.HubIds))));
    }

    private static NetworkFile File(string name, string header, IEnumerable<string> rows) =>
        new() { Name = name, Content = ByteString.CopyFrom(string.Join('\n', rows.Prepend(header)) + "\n", Encoding.UTF8) };

    private static string Row(params object[] values) => string.Join(',', values.Select(value => Cell(Convert.ToString(value, CultureInfo.InvariantCulture)!)));

    private static string List(IEnumerable<string> items) => string.Join(';', items);

    // That nothing is taken is another thing than that nothing is said.
    private static string Stated(IReadOnlyCollection<string>? items) => items switch { null => "", { Count: 0 } => NetworkTables.NoneOfThem, _ => List(items) };

    private static object Given<T>(T? value)
        where T : struct => value is { } given ? given : "";

    private static string Cell(string text) => text.AsSpan().ContainsAny(",\"\n\r") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    private static string Time(int minutes) => string.Create(CultureInfo.InvariantCulture, $"{minutes / 60:00}:{minutes % 60:00}");
}
