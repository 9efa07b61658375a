using FluentAssertions;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Logistics.Contracts.Routing;
using Logistics.Contracts.Shipments;
using Logistics.Routing.V1;
using Logistics.Types.V1;
using Xunit;
using static Logistics.Routing.Tests.Server.RunningRouting;

namespace Logistics.Routing.Tests.Server;

[Trait("Needs", "Servers")]
public sealed class Ordering_lorries(RunningRouting routing) : IClassFixture<RunningRouting>, IAsyncLifetime
{
    public async Task InitializeAsync()
    {
        await Hub("DEDTM", 51.51, 7.46);
        await Hub("DELUE", 51.21, 7.63);
        await Hub("DEHAG", 51.36, 7.46);
        await routing.Network.RegisterCarrierServiceAsync(Timetable.Line("line", 10_000, ("DEDTM", 90), ("DELUE", 150)), As("carrier"));
        await routing.Network.RegisterHaulierAsync(Spedition(), As("carrier"));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_plan_from_door_to_door_tells_who_drives_how_far()
    {
        var plan = await routing.Planning.PlanItineraryAsync(FromDoorToDoor(), As("carrier"));

        plan.Legs.Select(leg => (leg.ServiceId, leg.FromHubId, leg.ToHubId)).Should().Equal(("lkw-1", "", "DEDTM"), ("line", "DEDTM", "DELUE"), ("lkw-1", "DELUE", ""));
        plan.Legs[0].CarrierId.Should().Be("org-carrier");
        plan.Legs[0].Road.Should().Be(new RoadLeg { Kilometres = 6.9, DrivingMinutes = 7, Source = "great-circle" });
        plan.Legs[1].Road.Should().BeNull();

        var options = (await routing.Planning.CompareItinerariesAsync(FromDoorToDoor(), As("dispatcher"))).Options;
        options.Should().Contain(option => option.Legs.Count == 1 && option.Cost > 0 && option.Co2EKg > 0, "a lorry could drive straight");
    }

    [Fact]
    public async Task A_booking_to_a_hub_without_a_timetable_is_planned_by_road_and_holds_no_room()
    {
        await routing.Bus.Say(Timetable.Booked("shp-road", "DEDTM", "DEHAG"), Guid.NewGuid());

        var planned = await routing.Bus.Hears<ItineraryPlanned>(it => it.ShipmentId == "shp-road");
        var eta = await routing.Bus.Hears<EtaRevised>(it => it.ShipmentId == "shp-road");

        planned.Legs.Should().ContainSingle().Which.ServiceId.Should().Be("lkw-1");
        planned.Explanation.Should().Contain("By road from DEDTM to DEHAG");
        eta.Arrival.P50.Should().BeGreaterThanOrEqualTo(planned.Legs[0].Departure);
        (await routing.Count("select count(*) from mt_events where stream_id like 'service-run-lkw%'")).Should().Be(0);
        (await routing.Planning.GetItineraryAsync(new GetItineraryRequest { ShipmentId = "shp-road" }, As("service"))).Legs[0].Road.Kilometres.Should().BeGreaterThan(20);
    }

    [Fact]
    public async Task A_booking_from_door_to_door_is_planned_estimated_and_followed_by_lorry_and_line()
    {
        await routing.Bus.Say(FromDoorToDoor("shp-doors"), Guid.NewGuid());

        var planned = await routing.Bus.Hears<ItineraryPlanned>(it => it.ShipmentId == "shp-doors");
        planned.Legs.Select(leg => (leg.ServiceId, leg.FromHubId, leg.ToHubId)).Should().Equal(
            ("lkw-1", "door:from", "DEDTM"), ("line", "DEDTM", "DELUE"), ("lkw-1", "DELUE", "door:to"));
        planned.Legs[0].Road!.Kilometres.Should().Be(6.9);
        var eta = await routing.Bus.Hears<EtaRevised>(it => it.ShipmentId == "shp-doors");
        eta.Milestones.Select(milestone => milestone.HubId).Should().StartWith("door:from").And.EndWith("door:to");
        eta.Arrival.P50.Should().Be(planned.Legs[^1].Arrival);

        var early = (int)(planned.Legs[0].Departure - Timetable.In(0)).TotalMinutes - 10;
        await routing.Bus.Say(Timetable.Actual("shp-doors", "collected", "door:from", 0, early, version: 3), Guid.NewGuid());

        var followed = await routing.Bus.Hears<EtaRevised>(it => it.ShipmentId == "shp-doors" && it.Milestones[0].HubId == "DEDTM");
        followed.Reasons[0].Should().StartWith("Left Werk Nord ");
    }

    [Fact]
    public async Task A_carrier_registers_itself_alone_and_again_is_the_same()
    {
        (await routing.Network.RegisterHaulierAsync(Spedition(), As("carrier"))).Should().Be(Spedition().Haulier);
        (await routing.Network.ListHauliersAsync(new ListHauliersRequest(), As("rival"))).Hauliers.Should().Contain(Spedition().Haulier);
        (await routing.Count("select count(*) from mt_events where stream_id = 'haulier-lkw-1'")).Should().Be(1);

        (await Refused(() => routing.Network.RegisterHaulierAsync(Spedition(), As("rival")))).Should().Be((StatusCode.PermissionDenied, "haulier.carrier_id"));
        (await Refused(() => routing.Network.RegisterHaulierAsync(Spedition(to => to.CarrierId = "org-rival"), As("rival")))).Should().Be((StatusCode.AlreadyExists, "haulier.id"));
        (await Refused(() => routing.Network.RegisterHaulierAsync(Spedition(to => to.HubIds.Add("DEXXX")), As("carrier")))).Should().Be((StatusCode.InvalidArgument, "haulier.hub_ids"));
        (await Refused(() => routing.Network.RegisterHaulierAsync(Spedition(to => to.ReachKm = double.NaN), As("carrier")))).Should().Be((StatusCode.InvalidArgument, "haulier.reach_km"));
    }

    [Fact]
    public async Task The_network_of_files_has_its_hauliers()
    {
        var exported = await routing.Network.ExportNetworkAsync(new ExportNetworkRequest(), As("carrier"));
        var import = new ImportNetworkRequest { Files = { exported.Files.Where(file => file.Name == "hauliers.csv") } };

        (await routing.Network.ImportNetworkAsync(import, As("carrier"))).Hauliers.Should().Be(1);

        (await routing.Count("select count(*) from mt_events where stream_id = 'haulier-lkw-1'")).Should().Be(1);
        import.Files[0].Content = Google.Protobuf.ByteString.CopyFromUtf8(import.Files[0].Content.ToStringUtf8().Replace(",100,60,", ",far,60,", StringComparison.Ordinal));
        var refused = async () => await routing.Network.ImportNetworkAsync(import, As("carrier"));
        (await refused.Should().ThrowAsync<RpcException>()).Which.Status.Detail.Should().Contain("hauliers.csv, line 2: reach_km is no number");
    }

    [Fact]
    public async Task A_door_and_a_hub_at_the_same_end_are_refused()
    {
        var question = FromDoorToDoor();
        question.FromHubId = "DEDTM";

        (await Refused(() => routing.Planning.PlanItineraryAsync(question, As("carrier")))).Should().Be((StatusCode.InvalidArgument, "from_hub_id"));
    }

    private async Task Hub(string id, double latitude, double longitude)
    {
        var hub = Timetable.Hub(id);
        hub.Hub.Position = new GeoPosition { Latitude = latitude, Longitude = longitude };
        await routing.Network.RegisterHubAsync(hub, As("admin"));
    }

    private static RegisterHaulierRequest Spedition(Action<Haulier>? change = null)
    {
        var haulier = new Haulier
        {
            Id = "lkw-1",
            CarrierId = "org-carrier",
            Name = "Spedition",
            ReachKm = 100,
            KilometresPerHour = 60,
            ValidFrom = "2026-01-01",
            ValidTo = "2028-12-31",
            CapacityKg = 12_000,
        };
        change?.Invoke(haulier);
        return new RegisterHaulierRequest { Haulier = haulier };
    }

    private static PlanItineraryRequest FromDoorToDoor() => new()
    {
        FromDoor = new Door { Position = new GeoPosition { Latitude = 51.48, Longitude = 7.40 } },
        ToDoor = new Door { Position = new GeoPosition { Latitude = 51.23, Longitude = 7.60 }, Zone = "Europe/Berlin" },
        ReadyAt = Timestamp.FromDateTimeOffset(Timetable.In(0).ToDateTimeOffset()),
        GrossWeightKg = 100,
    };

    private static Contracts.Shipments.ShipmentBooked FromDoorToDoor(string shipmentId) =>
        Timetable.Booked(shipmentId, BookedDoor.Collection, BookedDoor.Delivery) with
        {
            CollectAt = new BookedDoor(51.48, 7.40, "Europe/Berlin") { Name = "Werk Nord" },
            DeliverAt = new BookedDoor(51.23, 7.60, "Europe/Berlin"),
            DeliverFrom = Timetable.In(150),
        };

    private static async Task<(StatusCode Status, string? Field)> Refused<T>(Func<AsyncUnaryCall<T>> call)
    {
        try
        {
            await call();
        }
        catch (RpcException refused)
        {
            return (refused.StatusCode, refused.Trailers.GetValue("field"));
        }

        return (StatusCode.OK, null);
    }
}
