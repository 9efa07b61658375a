using Logistics.Routing.CarrierServices;
using Logistics.Routing.Hauliers;
using Logistics.Routing.Hubs;
using Logistics.Routing.Itineraries;
using Logistics.Routing.Planning;
using Logistics.Routing.Roads;
using Logistics.Routing.ServiceRuns;
using Logistics.Specs;
using NodaTime;
using Xunit;

namespace Logistics.Routing.Tests.Events;

/// <summary>
/// Members that were added to an event later are optional: texts without them, as approved beside, are still read and written the
/// same; here is what an event looks like that has them all.
/// </summary>
public sealed class Later_members
{
    private static readonly LocalDate Day = new(2026, 11, 23);
    private static readonly Instant Noon = Instant.FromUtc(2026, 11, 23, 12, 0);

    private static readonly Door Works = new(51.48, 7.4, "Europe/Berlin") { Name = "Works", Hours = [new OpeningHours(1, new LocalTime(7, 0), new LocalTime(16, 30))] };

    private static readonly Leg ByRoad = new("org-sauerland", "lkw-1", Day, "DEDTM", "DEHAG", 0, 1, Noon, Noon + Duration.FromMinutes(30))
    {
        Road = new RoadDrive(22.5, 30, 0, 0, "great-circle"),
    };

    private static readonly Dictionary<string, object> Samples = new()
    {
        ["hub-registered.v1"] = new HubRegistered("DEDTM", new HubDetails("Dortmund", 51.5136, 7.4653, "Europe/Berlin", 15)
        {
            OpeningHours = [new OpeningHours(1, new LocalTime(6, 0), new LocalTime(22, 30))],
            CutOffMinutes = 45,
            HandlingMinutes = 30,
            Capabilities = ["refrigerated"],
        }),
        ["carrier-service-registered.v1"] = new CarrierServiceRegistered("line-1", new ServiceDetails(
            "org-sauerland", "Dortmund - Hagen", "rail", [new("DEDTM", 360, 360), new("DEHAG", 390, 390)], [1, 5], Day, Day.PlusDays(30), 12000.5, true)
        {
            Exceptions = [new ServiceException(Day, false)],
            CapacityM3 = 80.5,
            CapacityUnits = 33,
            Temperature = new TemperatureBand(-25, 8),
            HazardClasses = ["3", "2.1"],
            Tariff = new Tariff(0.05m, 40, 0.022),
            Continues = new SameVehicle("line-0", 1, 25),
        }),
        ["haulier-registered.v1"] = new HaulierRegistered(
            "lkw-1", new HaulierDetails("org-sauerland", "Spedition", 120.5, 65, 90, Day, Day.PlusDays(30), 12000.5, true)
            {
                CapacityM3 = 80.5,
                CapacityUnits = 33,
                Temperature = new TemperatureBand(-25, 8),
                HazardClasses = ["3"],
                Tariff = new Tariff(0.12m, 25, 0.092),
                DriverHours = [new OpeningHours(1, new LocalTime(6, 0), new LocalTime(22, 30))],
                HubIds = ["DEDTM"],
            }),
        ["capacity-reserved.v1"] = new CapacityReserved("line-1", Day, "shp-1", 0, 1, 450.5) { VolumeM3 = 2.5, Units = 3 },
        ["itinerary-requested.v1"] = new ItineraryRequested("shp-1", new Requirement("DEDTM", "DEHAG", Noon, Noon + Duration.FromHours(4), 450.5, true)
        {
            Units = 3,
            Temperature = new TemperatureBand(2, 8),
            HazardClasses = ["3"],
            CollectAt = Works,
            DeliverAt = new Door(51.36, 7.46, "Europe/Berlin"),
            CollectBy = Noon,
            DeliverFrom = Noon,
        }),
        ["itinerary-planned.v1"] = new ItineraryPlanned("shp-1", 2, [ByRoad], "Renewed.")
        {
            ByPolicy = new RenewedByPolicy("DEHAG", "A connection would be missed.", Noon),
        },
        ["itinerary-closed.v1"] = new ItineraryClosed("shp-1", "delivered", Noon) { SourceVersion = 9 },
        ["requirement-amended.v1"] = new RequirementAmended("shp-1", new Amendment
        {
            ReadyAt = Noon,
            ArriveBy = Noon + Duration.FromHours(4),
            OriginHubId = "DEUNN",
            DestinationHubId = "DELUE",
            WeightKg = 900.5,
            Units = 3,
            Temperature = new TemperatureBand(2, 8),
            HazardClasses = ["3"],
            CollectAt = Works,
            DeliverAt = Works,
            CollectBy = Noon,
            DeliverFrom = Noon,
        }, 4),
    };

    public static TheoryData<string> Names => [.. Samples.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Are_stored_as_approved(string name) => ApprovedJson.Check(name, Samples[name]);
}
