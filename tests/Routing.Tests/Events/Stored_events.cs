using FluentAssertions;
using Logistics.Routing.Calibrations;
using Logistics.Routing.CarrierServices;
using Logistics.Routing.Etas;
using Logistics.Routing.Hauliers;
using Logistics.Routing.Hubs;
using Logistics.Routing.Itineraries;
using Logistics.Routing.Planning;
using Logistics.Routing.ReplanningPolicies;
using Logistics.Routing.ServiceRuns;
using Logistics.Routing.SpeedRestrictions;
using Logistics.Specs;
using NodaTime;
using Xunit;

namespace Logistics.Routing.Tests.Events;

/// <summary>What is in the log stays readable: each stored name against the text that was approved for it.</summary>
public sealed class Stored_events
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 11, 23, 12, 0);
    private static readonly LocalDate Day = new(2026, 11, 23);
    private static readonly HubDetails Dortmund = new("Dortmund", 51.5136, 7.4653, "Europe/Berlin", 15);

    private static readonly ServiceDetails Line = new(
        "org-sauerland", "Dortmund - Hagen", "road", [new("DEDTM", 360, 360), new("DEHAG", 390, 390)], [1, 5],
        Day, Day.PlusDays(30), 12000.5, true);

    private static readonly HaulierDetails Lorries = new("org-sauerland", "Spedition", 120.5, 65, 90, Day, Day.PlusDays(30), 12000.5, true);

    private static readonly Leg Carried = new(
        "org-sauerland", "line-1", Day, "DEDTM", "DEHAG", 0, 1, Noon, Noon + Duration.FromMinutes(30));

    private static readonly Dictionary<string, object> Samples = new()
    {
        ["hub-registered.v1"] = new HubRegistered("DEDTM", Dortmund),
        ["hub-revised.v1"] = new HubRevised("DEDTM", Dortmund with { TransferMinutes = 20 }),
        ["hub-closed.v1"] = new HubClosed("DEDTM", new Closure(Noon, Noon + Duration.FromHours(6), "Bombenfund")),
        ["carrier-service-registered.v1"] = new CarrierServiceRegistered("line-1", Line),
        ["carrier-service-revised.v1"] = new CarrierServiceRevised("line-1", Line with { Refrigerated = false }),
        ["haulier-registered.v1"] = new HaulierRegistered("lkw-1", Lorries),
        ["haulier-revised.v1"] = new HaulierRevised("lkw-1", Lorries with { ReachKm = 200 }),
        ["capacity-reserved.v1"] = new CapacityReserved("line-1", Day, "shp-1", 0, 1, 450.5),
        ["capacity-released.v1"] = new CapacityReleased("line-1", Day, "shp-1"),
        ["delay-reported.v1"] = new DelayReported("line-1", Day, 1, 25, "Stau auf der A45"),
        ["speed-restricted.v1"] = new SpeedRestricted("langsamfahrstelle-7", new SlowSection("DEDTM", "DEHAG", "rail", Noon, Noon + Duration.FromHours(6), 50, "Bauarbeiten")),
        ["run-cancelled.v1"] = new RunCancelled("line-1", Day, 1, "Streik"),
        ["itinerary-requested.v1"] = new ItineraryRequested(
            "shp-1", new Requirement("DEDTM", "DEHAG", Noon, Noon + Duration.FromHours(4), 450.5, true)),
        ["itinerary-planned.v1"] = new ItineraryPlanned("shp-1", 1, [Carried], "Earliest arrival."),
        ["no-itinerary-found.v1"] = new NoItineraryFound("shp-1", Constraints.Capacity, "No run has room."),
        ["actual-noted.v1"] = new ActualNoted("shp-1", "departed", "DEDTM", 0, Noon, 60, 7),
        ["eta-revised.v1"] = new EtaRevised(
            "shp-1", 1,
            new Eta(
                new Spread(Noon, Noon + Duration.FromMinutes(4), Noon + Duration.FromMinutes(9)),
                [new MilestoneEta(0, "arrived", "DEHAG", Spread.Certain(Noon))], [1], ["Left Dortmund on plan."]),
            Noon),
        ["replanning-policy-revised.v1"] = new ReplanningPolicyRevised("DEHAG", new ReplanningRule(true, 60, 25.5m, 30)),
        ["etas-calibrated.v1"] = new EtasCalibrated(Day, 400, 450, new CalibrationJudgement(120, 25.5, 28.125, 0.795, 0.95)),
        ["actual-retracted.v1"] = new ActualRetracted("shp-1", "departed", "DEDTM", 0, 9),
        ["carriage-declined.v1"] = new CarriageDeclined("shp-1", "to-1", "org-sauerland", "line-1", Day, "DEDTM", "DEHAG", "rejected", "Kein Fahrer."),
        ["requirement-amended.v1"] = new RequirementAmended("shp-1", new Amendment { ArriveBy = Noon }, 4),
        ["hold-noted.v1"] = new HoldNoted("shp-1", "customs", true, Noon, 8),
        ["itinerary-reopened.v1"] = new ItineraryReopened("shp-1", Noon + Duration.FromHours(4), Noon, 11),
        ["itinerary-closed.v1"] = new ItineraryClosed("shp-1", "delivered", Noon),
    };

    public static TheoryData<string> StoredNames => new(Samples.Keys);

    [Fact]
    public void All_that_are_registered_are_approved() => ApprovedJson.CheckAll(RoutingModule.Log);

    [Theory]
    [MemberData(nameof(StoredNames))]
    public void Is_written_and_read_as_approved(string storedName) => ApprovedJson.Check(storedName, Samples[storedName]);

    [Fact]
    public void Every_event_has_a_sample()
    {
        Type[] states = [typeof(Hub), typeof(CarrierService), typeof(Haulier), typeof(ServiceRun), typeof(SpeedRestriction), typeof(Itinerary), typeof(Calibration), typeof(Policies)];
        var events = states.SelectMany(state => state.Assembly.GetTypes().Where(type => IsEvent(type, state)));

        Samples.Values.Select(sample => sample.GetType()).Should().BeEquivalentTo(events);
    }

    // Events stand beside their state and are named in the past tense: Registered, Reserved, Found.
    private static bool IsEvent(Type type, Type state) =>
        type is { IsNested: false, IsAbstract: false } && type.Namespace == state.Namespace && type.GetMethod("<Clone>$") is not null
        && (type.Name.EndsWith("ed", StringComparison.Ordinal) || type.Name.EndsWith("Found", StringComparison.Ordinal));
}
