using Google.Protobuf.WellKnownTypes;
using Logistics.Contracts;
using Logistics.Contracts.Shipments;
using Logistics.Routing.V1;
using Logistics.Types.V1;
using NodaTime;
using NodaTime.Text;
using Duration = NodaTime.Duration;

namespace Logistics.Routing.Tests.Server;

/// <summary>Lines that leave so many minutes from now. Hubs are in UTC: the time of day of the test's run must not matter.</summary>
internal static class Timetable
{
    private static readonly Instant Now = SystemClock.Instance.GetCurrentInstant();
    private static readonly Instant Midnight = Now.InUtc().Date.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();

    internal static string Today => LocalDatePattern.Iso.Format(Now.InUtc().Date);

    internal static Instant In(int minutes) => Midnight + Duration.FromMinutes((int)(Now - Midnight).TotalMinutes + minutes);

    internal static RegisterHubRequest Hub(string id) => new()
    {
        Hub = new Hub { Id = id, Name = id, Zone = "Etc/UTC", TransferMinutes = 5, Position = new GeoPosition { Latitude = 51.5, Longitude = 7.5 } },
    };

    internal static RegisterCarrierServiceRequest Line(string id, double capacityKg, params (string Hub, int Minutes)[] calls) => new()
    {
        Service = new CarrierService
        {
            Id = id,
            CarrierId = "org-carrier",
            Name = id,
            Mode = "road",
            ValidFrom = Today,
            ValidTo = Today,
            CapacityKg = capacityKg,
            Weekdays = { 1, 2, 3, 4, 5, 6, 7 },
            Calls = { calls.Select(call => new ServiceCall { HubId = call.Hub, ArrivalMinutes = Minute(call.Minutes), DepartureMinutes = Minute(call.Minutes) }) },
        },
    };

    internal static PlanItineraryRequest Question(string from, string to) => new()
    {
        FromHubId = from,
        ToHubId = to,
        ReadyAt = Timestamp.FromDateTimeOffset(In(0).ToDateTimeOffset()),
        GrossWeightKg = 100,
    };

    internal static ShipmentBooked Booked(string shipmentId, string from, string to, double weightKg = 100) => new(
        new Origin($"shipment-{shipmentId}", 1, 1), shipmentId, "ref", from, to, In(0), In(600),
        [new BookedHandlingUnit("340123450000000017", weightKg)], null, ["org-shipper"], Now);

    internal static ActualRecorded Actual(string shipmentId, string kind, string hub, int leg, int minutes, long version) => new(
        new Origin($"shipment-{shipmentId}", version, version), shipmentId, kind, hub, leg, new Contracts.EventTime(In(minutes), 0));

    private static int Minute(int fromNow) => (int)(In(fromNow) - Midnight).TotalMinutes;
}
