using FluentAssertions;
using Logistics.Contracts;
using Logistics.Contracts.Routing;
using Logistics.Contracts.Shipments;
using Logistics.Routing.V1;
using Logistics.Specs;
using NodaTime;
using Xunit;
using static Logistics.Routing.Tests.Server.RunningRouting;

namespace Logistics.Routing.Tests.Server;

/// <summary>What Shipments tells after a plan was made, every message twice.</summary>
[Trait("Needs", "Servers")]
public sealed class Hearing_of_changes(RunningRouting routing) : IClassFixture<RunningRouting>, IAsyncLifetime
{
    public async Task InitializeAsync()
    {
        foreach (var id in new[] { "DEDTM", "DEHAG", "DELUE" }) await routing.Network.RegisterHubAsync(Timetable.Hub(id), As("admin"));
        await Line("first", "carrier", 1000, ("DEDTM", 60), ("DEHAG", 90));
        await Line("second", "carrier", 1000, ("DEHAG", 100), ("DELUE", 140));
        await Line("other", "rival", 5000, ("DEHAG", 190), ("DELUE", 240));
        await Line("large", "rival", 5000, ("DEDTM", 120), ("DEHAG", 150));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_declined_leg_is_planned_with_another_carrier_and_the_room_goes_with_it()
    {
        await Book("shp-declined");

        await SayTwice(new TransportOrderDeclined(
            new Origin("transport-order-to-1", 2, 20), "shp-declined", "to-1", "org-carrier", "second", LocalDate.FromDateTime(DateTime.Parse(Timetable.Today)),
            "DEHAG", "DELUE", "rejected", "Kein Fahrer"));

        var planned = await routing.Bus.Hears<ItineraryPlanned>(it => it.ShipmentId == "shp-declined" && it.ItineraryVersion == 2);
        planned.Legs.Select(leg => leg.ServiceId).Should().Equal("large", "other");
        planned.Explanation.Should().StartWith("Declined: second by org-carrier (Kein Fahrer)");
        await routing.Bus.Hears<EtaRevised>(it => it.ShipmentId == "shp-declined" && it.ItineraryVersion == 2);
        (await Events("itinerary-shp-declined", "itinerary-planned.v1")).Should().Be(2);
        (await Events("service-run-second@%", "capacity-released.v1", "shp-declined")).Should().Be(1);
        (await Events("service-run-other@%", "capacity-reserved.v1", "shp-declined")).Should().Be(1);
    }

    [Fact]
    public async Task A_tighter_appointment_leaves_the_plan_or_says_that_nothing_keeps_it()
    {
        await Book("shp-sooner");

        await SayTwice(Amended("shp-sooner", 4, Timetable.In(500)));
        (await routing.Bus.Hears<ItineraryPlanned>(it => it.ShipmentId == "shp-sooner" && it.ItineraryVersion == 2)).Explanation.Should().Be("The plan stands.");
        await SayTwice(Amended("shp-sooner", 6, Timetable.In(130)));
        (await routing.Bus.Hears<NoItineraryFound>(it => it.ShipmentId == "shp-sooner")).Explanation.Should().Contain("after the appointment");
        await SayTwice(Amended("shp-sooner", 8, Timetable.In(300)));
        (await routing.Bus.Hears<ItineraryPlanned>(it => it.ShipmentId == "shp-sooner" && it.ItineraryVersion == 3)).Legs.Should().HaveCount(2);
        (await Events("itinerary-shp-sooner", "requirement-amended.v1")).Should().Be(3);
        (await Events("service-run-second@%", "capacity-reserved.v1", "shp-sooner")).Should().Be(1, "what stays is not touched");
    }

    [Fact]
    public async Task A_departure_that_did_not_occur_is_estimated_again()
    {
        await Book("shp-retracted");
        await routing.Bus.Say(Timetable.Actual("shp-retracted", "departed", "DEDTM", 0, minutes: 75, version: 5), Guid.NewGuid());
        await routing.Bus.Hears<EtaRevised>(it => it.ShipmentId == "shp-retracted" && it.MissedConnections.Count > 0);

        await SayTwice(new ActualRetracted(new Origin("shipment-shp-retracted", 7, 7), "shp-retracted", "departed", "DEDTM", 0));

        await Eventually.True(
            async () => (await routing.Planning.GetEtaAsync(new GetEtaRequest { ShipmentId = "shp-retracted" }, As("service"))).Arrival.P50.ToDateTimeOffset()
                == Timetable.In(140).ToDateTimeOffset(),
            "an estimate by the plan");
        (await Events("itinerary-shp-retracted", "actual-retracted.v1")).Should().Be(1);
        await Eventually.True(async () => await routing.Count("select count(*) from leg_records where shipment_id = 'shp-retracted' and departed_at is not null") == 0, "no departure to learn from");
    }

    [Fact]
    public async Task What_was_closed_by_mistake_has_its_plan_and_its_room_again()
    {
        await Book("shp-again");
        var closed = new ShipmentClosed(new Origin("shipment-shp-again", 9, 9), "shp-again", "delivered", new EventTime(Timetable.In(0), 0));
        await SayTwice(closed);
        await Eventually.True(async () => await Events("service-run-first@%", "capacity-released.v1", "shp-again") == 1, "its room to be free");

        await SayTwice(new ShipmentReopened(new Origin("shipment-shp-again", 11, 11), "shp-again", Timetable.In(0)));

        (await routing.Bus.Hears<ItineraryPlanned>(it => it.ShipmentId == "shp-again" && it.ItineraryVersion == 2)).Explanation.Should().Be("The plan stands.");
        await routing.Bus.Hears<EtaRevised>(it => it.ShipmentId == "shp-again" && it.ItineraryVersion == 2);
        (await Events("service-run-first@%", "capacity-reserved.v1", "shp-again")).Should().Be(2);
        await SayTwice(closed);
        await Eventually.True(async () => await routing.Count("select count(*) from open_itineraries where shipment_id = 'shp-again' and not waiting") == 1, "it to be open");
        (await Events("itinerary-shp-again", "itinerary-closed.v1")).Should().Be(1);
    }

    [Fact]
    public async Task Holds_are_known_whatever_comes_first()
    {
        await Book("shp-held");

        await SayTwice(new ShipmentReleased(new Origin("shipment-shp-held", 6, 6), "shp-held", "customs", Timetable.In(0)));
        await SayTwice(new ShipmentHeld(new Origin("shipment-shp-held", 5, 5), "shp-held", "customs", Timetable.In(0)));
        await SayTwice(new ShipmentHeld(new Origin("shipment-shp-held", 7, 7), "shp-held", "payment", Timetable.In(0)));

        (await Events("itinerary-shp-held", "hold-noted.v1")).Should().Be(2);
        (await Events("itinerary-shp-held", "hold-noted.v1", "payment")).Should().Be(1);
    }

    private static ShipmentAmended Amended(string shipmentId, long version, Instant arriveBy) =>
        new(new Origin($"shipment-{shipmentId}", version, version), shipmentId, null, arriveBy, null);

    // The same message again, and the same said by another.
    private async Task SayTwice<T>(T message)
        where T : class
    {
        var (id, again) = (Guid.NewGuid(), Guid.NewGuid());
        foreach (var it in new[] { id, id, again }) await routing.Bus.Say(message, it);
        await Eventually.True(async () => await routing.Count($"select count(*) from log_inbox where message_id in ('{id}', '{again}')") == 2, "both to be taken in");
    }

    private async Task Book(string shipmentId)
    {
        await routing.Bus.Say(Timetable.Booked(shipmentId, "DEDTM", "DELUE"), Guid.NewGuid());
        (await routing.Bus.Hears<ItineraryPlanned>(it => it.ShipmentId == shipmentId)).Legs.Select(leg => leg.ServiceId).Should().Equal("first", "second");
        await routing.Bus.Hears<EtaRevised>(it => it.ShipmentId == shipmentId);
    }

    private async Task Line(string id, string carrier, double capacityKg, params (string Hub, int Minutes)[] calls)
    {
        var line = Timetable.Line(id, capacityKg, calls);
        line.Service.CarrierId = $"org-{carrier}";
        await routing.Network.RegisterCarrierServiceAsync(line, As(carrier));
    }

    private Task<long> Events(string stream, string type, string data = "") => routing.Count(
        $"select count(*) from mt_events where stream_id like '{stream}' and type = '{type}' and data::text like '%{data}%'");
}
