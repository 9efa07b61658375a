using FluentAssertions;
using Logistics.Contracts.Routing;
using Logistics.Contracts.Shipments;
using Logistics.Routing.OpenItineraries;
using Logistics.Routing.V1;
using Logistics.Specs;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static Logistics.Routing.Tests.Server.RunningRouting;

namespace Logistics.Routing.Tests.Server;

[Trait("Needs", "Servers")]
public sealed class Planning_booked_shipments(RunningRouting routing) : IClassFixture<RunningRouting>, IAsyncLifetime
{
    public async Task InitializeAsync()
    {
        foreach (var id in new[] { "DEDTM", "DEHAG", "DELUE", "DESIE" }) await routing.Network.RegisterHubAsync(Timetable.Hub(id), As("admin"));
        await Line("first", 10_000, ("DEDTM", 60), ("DEHAG", 90));
        await Line("second", 10_000, ("DEHAG", 100), ("DELUE", 140));
        await Line("later", 10_000, ("DEHAG", 200), ("DELUE", 240));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_booking_is_planned_estimated_and_told_once_however_often_it_comes()
    {
        var (message, again) = (Guid.NewGuid(), Guid.NewGuid());
        foreach (var id in new[] { message, message, again }) await routing.Bus.Say(Timetable.Booked("shp-once", "DEDTM", "DELUE"), id);

        var planned = await routing.Bus.Hears<ItineraryPlanned>(it => it.ShipmentId == "shp-once");
        var eta = await routing.Bus.Hears<EtaRevised>(it => it.ShipmentId == "shp-once");
        await Eventually.True(async () => await routing.Count($"select count(*) from log_inbox where message_id in ('{message}', '{again}')") == 2, "both messages to be taken in");

        planned.ItineraryVersion.Should().Be(1);
        planned.Legs.Select(leg => leg.ServiceId).Should().Equal("first", "second");
        planned.Legs[0].Departure.Should().Be(Timetable.In(60));
        planned.Explanation.Should().StartWith("Earliest arrival: 2 legs");
        eta.Arrival.P50.Should().Be(Timetable.In(140));
        (await Events("itinerary-shp-once", "itinerary-planned.v1")).Should().Be(1);
        (await Events("service-run-first@%", "capacity-reserved.v1", "shp-once")).Should().Be(1);
        (await routing.Planning.GetItineraryAsync(new GetItineraryRequest { ShipmentId = "shp-once" }, As("service"))).Legs.Should().HaveCount(2);
        (await routing.Planning.GetEtaAsync(new GetEtaRequest { ShipmentId = "shp-once" }, As("dispatcher"))).Reasons.Should().NotBeEmpty();
    }

    [Fact]
    public async Task A_delay_revises_the_estimate_and_foretells_the_missed_connection()
    {
        await Line("feeder", 10_000, ("DESIE", 30), ("DEHAG", 92));
        await Book("shp-late", "DESIE", "DELUE");

        var answer = await routing.Network.ReportDelayAsync(
            new ReportDelayRequest { IdempotencyKey = "d1", ServiceId = "feeder", ServiceDate = Timetable.Today, DelayMinutes = 15, Cause = "Bauarbeiten" },
            As("carrier"));

        answer.AffectedShipments.Should().Be(1);
        var revised = await routing.Bus.Hears<EtaRevised>(it => it.ShipmentId == "shp-late" && it.MissedConnections.Count > 0);
        revised.MissedConnections.Should().Equal(1);
        revised.Arrival.P50.Should().Be(Timetable.In(240));
        revised.Reasons.Should().Contain(reason => reason.Contains("Bauarbeiten")).And.Contain(reason => reason.Contains("missed by 12 min"));
        (await Events("itinerary-shp-late", "itinerary-planned.v1")).Should().Be(1, "the itinerary stays; re-planning is proposed, not done");
    }

    [Fact]
    public async Task An_actual_revises_the_estimate_and_the_same_again_does_not()
    {
        await Line("tour", 10_000, ("DESIE", 300), ("DEDTM", 330));
        await Book("shp-tour", "DESIE", "DEDTM");
        var left = Timetable.Actual("shp-tour", "departed", "DESIE", 0, minutes: 304, version: 5);

        var id = Guid.NewGuid();
        await routing.Bus.Say(left, id);
        await routing.Bus.Hears<EtaRevised>(it => it.ShipmentId == "shp-tour" && it.Arrival.P50 == Timetable.In(334));
        await routing.Bus.Say(left, id);
        await routing.Bus.Say(left, Guid.NewGuid());
        await routing.Bus.Say(Timetable.Actual("shp-tour", "arrived", "DEDTM", 0, minutes: 335, version: 6), Guid.NewGuid());

        await routing.Bus.Hears<EtaRevised>(it => it.ShipmentId == "shp-tour" && it.Arrival.P95 == Timetable.In(335));
        (await Events("itinerary-shp-tour", "actual-noted.v1")).Should().Be(2);
        (await Events("itinerary-shp-tour", "eta-revised.v1")).Should().Be(3);
    }

    [Fact]
    public async Task Without_a_way_it_says_why_and_plans_as_soon_as_there_is_one()
    {
        await routing.Network.RegisterHubAsync(Timetable.Hub("DEOLP"), As("admin"));
        await routing.Bus.Say(Timetable.Booked("shp-wait", "DEDTM", "DEOLP"), Guid.NewGuid());
        (await routing.Bus.Hears<NoItineraryFound>(it => it.ShipmentId == "shp-wait")).Explanation.Should().Contain("No carrier service leads from DEDTM to DEOLP");

        await Line("new", 10_000, ("DEDTM", 70), ("DEOLP", 120));

        (await routing.Bus.Hears<ItineraryPlanned>(it => it.ShipmentId == "shp-wait")).Legs.Should().ContainSingle(leg => leg.ServiceId == "new");
    }

    [Fact]
    public async Task Closing_frees_the_runs_for_who_waits()
    {
        await routing.Network.RegisterHubAsync(Timetable.Hub("DEHMM"), As("admin"));
        await Line("only", 1000, ("DEDTM", 80), ("DEHMM", 110));
        await routing.Bus.Say(Timetable.Booked("shp-full", "DEDTM", "DEHMM", 1000), Guid.NewGuid());
        await routing.Bus.Hears<ItineraryPlanned>(it => it.ShipmentId == "shp-full");
        await routing.Bus.Say(Timetable.Booked("shp-next", "DEDTM", "DEHMM", 1000), Guid.NewGuid());
        (await routing.Bus.Hears<NoItineraryFound>(it => it.ShipmentId == "shp-next")).Explanation.Should().Contain("1000 kg free");

        await routing.Bus.Say(
            new ShipmentClosed(new Contracts.Origin("shipment-shp-full", 9, 9), "shp-full", "cancelled", new Contracts.EventTime(Timetable.In(0), 0)), Guid.NewGuid());

        await routing.Bus.Hears<ItineraryPlanned>(it => it.ShipmentId == "shp-next");
    }

    [Fact]
    public async Task What_is_expected_next_is_found_when_it_is_due_and_no_more_when_it_is_closed()
    {
        var open = routing.Services.GetRequiredService<OpenItineraryQuery>();
        await routing.Network.RegisterHubAsync(Timetable.Hub("DEARN"), As("admin"));
        await Line("due", 10_000, ("DEARN", 400), ("DEDTM", 430));
        await Book("shp-due", "DEARN", "DEDTM");

        await Eventually.True(async () => (await open.DueBefore(Timetable.In(401), default)).Contains("shp-due"), "it to be due");
        (await open.DueBefore(Timetable.In(399), default)).Should().NotContain("shp-due");
        await routing.Bus.Say(
            new ShipmentClosed(new Contracts.Origin("shipment-shp-due", 9, 9), "shp-due", "delivered", new Contracts.EventTime(Timetable.In(0), 0)), Guid.NewGuid());

        await Eventually.True(async () => !(await open.DueBefore(Timetable.In(401), default)).Contains("shp-due"), "it to be closed");
    }

    [Fact]
    public async Task No_run_is_oversold_however_many_plan_at_once()
    {
        await routing.Network.RegisterHubAsync(Timetable.Hub("DEISL"), As("admin"));
        for (var i = 0; i < 4; i++) await Line($"bus-{i}", 1000, ("DEDTM", 100 + (10 * i)), ("DEISL", 130 + (10 * i)));

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            routing.Bus.Say(Timetable.Booked($"shp-many-{i}", "DEDTM", "DEISL", 150), Guid.NewGuid())));
        await Eventually.True(
            async () => await routing.Count(
                "select count(*) from mt_events where type in ('itinerary-planned.v1', 'no-itinerary-found.v1') and stream_id like 'itinerary-shp-many%'") == 40,
            "40 answers");

        // 6 of 150 kg fit into 1000 kg: all four runs are full to the last place, none is over.
        for (var i = 0; i < 4; i++)
        {
            (await routing.Count($"select sum((data->>'weightKg')::numeric) from mt_events where type = 'capacity-reserved.v1' and stream_id like 'service-run-bus-{i}@%'"))
                .Should().Be(900);
        }
    }

    [Fact]
    public async Task A_question_writes_nothing()
    {
        var before = await routing.Count("select count(*) from mt_events where stream_id like 'service-run-q%'");
        await Line("question", 10_000, ("DELUE", 60), ("DESIE", 100));

        var answer = await routing.Planning.PlanItineraryAsync(Timetable.Question("DELUE", "DESIE"), As("carrier"));

        answer.Legs.Should().ContainSingle(leg => leg.ServiceId == "question");
        answer.Explanation.Should().Contain("1 leg");
        (await routing.Count("select count(*) from mt_events where stream_id like 'service-run-q%'")).Should().Be(before);
    }

    private async Task Book(string shipmentId, string from, string to)
    {
        await routing.Bus.Say(Timetable.Booked(shipmentId, from, to), Guid.NewGuid());
        await routing.Bus.Hears<EtaRevised>(it => it.ShipmentId == shipmentId);
    }

    private async Task Line(string id, double capacityKg, params (string Hub, int Minutes)[] calls) =>
        await routing.Network.RegisterCarrierServiceAsync(Timetable.Line(id, capacityKg, calls), As("carrier"));

    private Task<long> Events(string stream, string type, string data = "") => routing.Count(
        $"select count(*) from mt_events where stream_id like '{stream}' and type = '{type}' and data::text like '%{data}%'");
}
