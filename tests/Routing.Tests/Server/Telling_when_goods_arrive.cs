using FluentAssertions;
using Grpc.Core;
using Logistics.EventStore;
using Logistics.Routing.Calibrations;
using Logistics.Routing.Itineraries;
using Logistics.Routing.LegRecords;
using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using Logistics.Routing.V1;
using Logistics.Specs;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Xunit;
using static Logistics.Routing.Tests.Server.RunningRouting;

namespace Logistics.Routing.Tests.Server;

[Trait("Needs", "Servers")]
public sealed class Telling_when_goods_arrive(RunningRouting routing) : IClassFixture<RunningRouting>, IAsyncLifetime
{
    public async Task InitializeAsync()
    {
        foreach (var id in new[] { "DEDTM", "DEHAG", "DELUE" }) await routing.Network.RegisterHubAsync(Timetable.Hub(id), As("admin"));
        await routing.Network.RegisterCarrierServiceAsync(Timetable.Line("train", 10_000, ("DEDTM", 60), ("DEHAG", 90)), As("carrier"));
        await routing.Network.RegisterCarrierServiceAsync(Timetable.Line("van", 10_000, ("DEHAG", 100), ("DELUE", 140)), As("carrier"));
        await routing.Network.RegisterCarrierServiceAsync(Timetable.Line("late-van", 10_000, ("DEHAG", 300), ("DELUE", 340)), As("carrier"));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_train_ninety_minutes_late_is_told_with_its_reason_to_who_watches()
    {
        await Book("shp-train");
        using var watch = routing.Etas.WatchShipmentEta(new WatchShipmentEtaRequest { ShipmentId = "shp-train" }, As("dispatcher"), Deadline());
        (await Told(watch)).Arrival.P50.Should().Be(Stamp(140));

        await routing.Network.ReportDelayAsync(
            new ReportDelayRequest { IdempotencyKey = "ninety", ServiceId = "train", ServiceDate = Timetable.Today, DelayMinutes = 90, Cause = "Signalstörung" }, As("carrier"));

        var revised = await Told(watch);
        revised.Arrival.P50.Should().Be(Stamp(340));
        revised.MissedConnections.Should().Equal(1);
        revised.Reasons.Should().Contain("The run train from DEDTM to DEHAG is reported 90 min late: Signalstörung.")
            .And.ContainMatch("Connection at DEHAG missed by *").And.ContainMatch("Best later way: the run late-van *");
        revised.Milestones.Select(milestone => (milestone.LegIndex, milestone.Kind)).Should().Equal((0, "departed"), (0, "arrived"), (1, "departed"), (1, "arrived"));

        using var resumed = routing.Etas.WatchShipmentEta(
            new WatchShipmentEtaRequest { ShipmentId = "shp-train", ComputedAfter = revised.ComputedAt }, As("carrier"), Deadline());
        await routing.Bus.Say(Closed("shp-train"), Guid.NewGuid());
        (await resumed.ResponseStream.MoveNext(CancellationToken.None)).Should().BeFalse("it had all, and the shipment is closed");
        (await watch.ResponseStream.MoveNext(CancellationToken.None)).Should().BeFalse();
    }

    [Fact]
    public async Task Others_learn_nothing_of_it()
    {
        await Book("shp-secret");

        (await Refused(async () => await routing.Etas.GetShipmentEtaAsync(new GetShipmentEtaRequest { ShipmentId = "shp-secret" }, As("rival")))).Should().Be(StatusCode.NotFound);
        (await Refused(async () => await routing.Etas.GetShipmentEtaAsync(new GetShipmentEtaRequest { ShipmentId = "shp-none" }, As("dispatcher")))).Should().Be(StatusCode.NotFound);
        using var watch = routing.Etas.WatchShipmentEta(new WatchShipmentEtaRequest { ShipmentId = "shp-secret" }, As("rival"));
        (await Refused(() => watch.ResponseStream.MoveNext(CancellationToken.None))).Should().Be(StatusCode.NotFound);
        (await routing.Etas.GetShipmentEtaAsync(new GetShipmentEtaRequest { ShipmentId = "shp-secret" }, As("carrier"))).Reasons.Should().NotBeEmpty();
    }

    [Fact]
    public async Task An_arrival_judges_what_was_told_of_it_and_later_evidence_judges_again()
    {
        await Book("shp-judged", "DEHAG");
        await routing.Bus.Say(Timetable.Actual("shp-judged", "arrived", "DELUE", 0, 150, 5), Guid.NewGuid());
        await Eventually.True(async () => (await Accuracy("carrier", GetEtaAccuracyRequest.Types.By.Lane)).Any(row => Minutes(row) == 10), "the first judgement");

        await routing.Bus.Say(Timetable.Actual("shp-judged", "arrived", "DELUE", 0, 144, 6), Guid.NewGuid());
        await Eventually.True(async () => (await Accuracy("carrier", GetEtaAccuracyRequest.Types.By.Lane)).Any(row => Minutes(row) == 4), "the second judgement");

        var lane = (await Accuracy("dispatcher", GetEtaAccuracyRequest.Types.By.Lane)).Single();
        lane.Should().Match<EtaAccuracy>(row => row.HorizonHours == 1 && row.FromHubId == "DEHAG" && row.ToHubId == "DELUE" && row.Legs == 1);
        (await Accuracy("dispatcher", GetEtaAccuracyRequest.Types.By.Carrier)).Single().CarrierId.Should().Be("org-carrier");
        (await Accuracy("dispatcher", GetEtaAccuracyRequest.Types.By.Horizon)).Single().CarrierId.Should().BeEmpty();
        (await Accuracy("rival", GetEtaAccuracyRequest.Types.By.Lane)).Should().BeEmpty();

        static int Minutes(EtaAccuracy row) => (int)Math.Round(row.MeanErrorMinutes);
    }

    [Fact]
    public async Task What_became_of_a_run_is_learned_from_once_however_many_rode_it()
    {
        foreach (var id in new[] { "shp-a", "shp-b" })
        {
            await Book(id);
            await routing.Bus.Say(Timetable.Actual(id, "departed", "DEHAG", 1, -2000, 5), Guid.NewGuid());
            await routing.Bus.Say(Timetable.Actual(id, "arrived", "DELUE", 1, -1950, 6), Guid.NewGuid());
        }

        await Eventually.True(async () => await routing.Count("select count(*) from leg_records where arrived_at is not null and shipment_id in ('shp-a', 'shp-b')") == 2, "both records");
        var facts = await routing.Services.GetRequiredService<LiveNetwork>().Facts(CancellationToken.None);
        var records = routing.Services.GetRequiredService<LegRecordQuery>();

        (await records.EndedBefore(Timetable.In(0), facts, CancellationToken.None)).Where(leg => leg.Leg.From == "DEHAG").Should().ContainSingle(
            leg => Math.Abs(leg.Minutes - 50) < 0.01 && Math.Abs(leg.Leg.BaseMinutes - 40) < 0.01 && leg.Leg.Position == 2 && leg.Leg.Mode == "road");
        (await records.EndedBefore(Timetable.In(-1960), facts, CancellationToken.None)).Should().NotContain(leg => leg.Leg.From == "DEHAG");
        (await records.DepartedBefore(Timetable.In(0), facts, CancellationToken.None)).Should().Contain(departure => departure.Hub == "DEHAG");
    }

    [Fact]
    public async Task What_is_older_than_it_is_kept_is_forgotten_by_the_calibration_of_a_day()
    {
        var ago = -(History.KeptDays + 10) * 1440;
        Leg old = Planned("old-train", "DEDTM", "DEHAM", ago), kept = Planned("kept-train", "DEDTM", "DEHAM", ago + (20 * 1440));
        await Happened("shp-old", new ItineraryPlanned("shp-old", 1, [old], ""), new ItineraryClosed("shp-old", "delivered", Timetable.In(ago + 100)));
        await Happened("shp-kept", new ItineraryPlanned("shp-kept", 1, [kept], ""), new ItineraryClosed("shp-kept", "delivered", Timetable.In(ago + 30_000)));
        await Eventually.True(async () => await routing.Count("select count(*) from leg_records where shipment_id in ('shp-old', 'shp-kept')") == 2, "both records");

        var day = new EtasCalibrated(Timetable.In(0).InUtc().Date.PlusDays(-1), 0, 0, null);
        await routing.Services.GetRequiredService<Transactor>().Transact(
            CalibrationDecider.Stream, "yesterday", known => CalibrationDecider.Record(known, day), new CommandContext { Actor = "test" }, CancellationToken.None);

        await Eventually.True(async () => await routing.Count("select count(*) from leg_records where shipment_id = 'shp-old'") == 0, "the old one forgotten");
        (await routing.Count("select count(*) from leg_records where shipment_id = 'shp-kept'")).Should().Be(1);
    }

    [Fact]
    public async Task What_was_under_way_when_the_plan_changed_is_learned_from_as_well()
    {
        Leg first = Planned("night-train", "DEDTM", "DEHAM", -3000), second = Planned("ship", "DEHAM", "SEGOT", -2900), other = Planned("ferry", "DEHAM", "SEGOT", -2800);
        await Happened("shp-changed", new ItineraryPlanned("shp-changed", 1, [first, second], ""), Actual("departed", "DEDTM", 0, -3000),
            new ItineraryPlanned("shp-changed", 2, [first, other], ""), Actual("arrived", "DEHAM", 0, -2930),
            Actual("departed", "DEHAM", 1, -2800), Actual("arrived", "SEGOT", 1, -2740));
        await Eventually.True(async () => await routing.Count("select count(*) from leg_records where arrived_at is not null and shipment_id = 'shp-changed'") == 2, "both legs");

        var legs = await routing.Services.GetRequiredService<LegRecordQuery>().EndedBefore(Timetable.In(-2700), Facts, CancellationToken.None);

        legs.Select(leg => (leg.Leg.From, leg.Leg.To, Minutes: Math.Round(leg.Minutes), leg.Leg.Position)).Should().Equal(("DEHAM", "SEGOT", 60, 2), ("DEDTM", "DEHAM", 70, 1));
        (await routing.Count("select count(*) from leg_records where service_id = 'ship'")).Should().Be(0);

        static ActualNoted Actual(string kind, string hub, int leg, int minutes) => new("shp-changed", kind, hub, leg, Timetable.In(minutes), 0, 1);
    }

    [Fact]
    public async Task A_day_is_calibrated_and_that_is_recorded_once()
    {
        await Eventually.True(async () => await Calibrations() == 1, "the calibration");

        await routing.Services.GetRequiredService<Routing.Calibrations.DailyCalibration>().Calibrate(CancellationToken.None);

        (await Calibrations()).Should().Be(1);
        Task<long> Calibrations() => routing.Count("select count(*) from mt_events where type = 'etas-calibrated.v1'");
    }

    private static NetworkFacts Facts => NetworkFacts.Empty;

    private static Leg Planned(string service, string from, string to, int minutes) => new(
        "org-carrier", service, new LocalDate(2026, 1, 1), from, to, 0, 1, Timetable.In(minutes), Timetable.In(minutes + 60));

    private async Task Happened(string shipmentId, params object[] events)
    {
        var stream = ItineraryDecider.Stream;
        var appended = await routing.Services.GetRequiredService<IEventLog>().Append(
            [new StreamAppend(stream.IdOf(shipmentId), stream.Name, 0, events)], new CommandContext { Actor = "test" }, CancellationToken.None);
        appended.Should().BeOfType<AppendOutcome.Appended>();
    }

    private async Task Book(string shipmentId, string from = "DEDTM")
    {
        await routing.Bus.Say(Timetable.Booked(shipmentId, from, "DELUE"), Guid.NewGuid());
        await routing.Bus.Hears<Contracts.Routing.EtaRevised>(it => it.ShipmentId == shipmentId);
    }

    private async Task<IReadOnlyList<EtaAccuracy>> Accuracy(string caller, GetEtaAccuracyRequest.Types.By by) =>
        (await routing.Etas.GetEtaAccuracyAsync(new GetEtaAccuracyRequest { By = by }, As(caller))).Rows;

    private static async Task<ShipmentEta> Told(AsyncServerStreamingCall<ShipmentEta> watch)
    {
        (await watch.ResponseStream.MoveNext(CancellationToken.None)).Should().BeTrue();
        return watch.ResponseStream.Current;
    }

    private static async Task<StatusCode> Refused(Func<Task> call) => (await call.Should().ThrowAsync<RpcException>()).Which.StatusCode;

    private static Google.Protobuf.WellKnownTypes.Timestamp Stamp(int minutes) =>
        Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(Timetable.In(minutes).ToDateTimeOffset());

    private static Contracts.Shipments.ShipmentClosed Closed(string shipmentId) => new(
        new Contracts.Origin($"shipment-{shipmentId}", 9, 9), shipmentId, "delivered", new Contracts.EventTime(Timetable.In(0), 0));

    private static DateTime Deadline() => (SystemClock.Instance.GetCurrentInstant() + Duration.FromSeconds(60)).ToDateTimeUtc();
}
