using FluentAssertions;
using Grpc.Core;
using NodaTime;
using Xunit;
using static Logistics.Shipments.Tests.RunningShipments;

namespace Logistics.Shipments.Tests;

/// <summary>Refused clearly, and nothing changes.</summary>
[Trait("Needs", "Servers")]
[Collection(Running.Name)]
public sealed class Bad_input(RunningShipments running)
{
    private static readonly Dictionary<string, (Action<V1.BookShipmentRequest> Spoil, string Reason)> Bookings = new()
    {
        ["no key"] = (r => r.IdempotencyKey = "", "invalid-argument"),
        ["a key with a space"] = (r => r.IdempotencyKey = "a b", "invalid-argument"),
        ["a key that is too long"] = (r => r.IdempotencyKey = new('k', 129), "invalid-argument"),
        ["no reference"] = (r => r.Reference = " ", "invalid-argument"),
        ["a long reference"] = (r => r.Reference = new('x', 65), "invalid-argument"),
        ["a control character"] = (r => r.Reference = "a\u0007b", "invalid-argument"),
        ["a bidi override"] = (r => r.Reference = "a\u202eb", "invalid-argument"),
        ["NUL"] = (r => r.GoodsDescription = "a\0b", "invalid-text"),
        ["what became of invalid UTF-8"] = (r => r.Parties[1].Contact.Name = "a\ufffdb", "invalid-text"),
        ["no route"] = (r => r.Route = null, "invalid-argument"),
        ["a hub that is no LOCODE"] = (r => r.Route.OriginHubId = "dedtm", "invalid-argument"),
        ["a time with an offset"] = (r => r.Route.ReadyAt.Local = "2026-11-20T10:00:00+15:00", "invalid-argument"),
        ["a leap second"] = (r => r.Route.ReadyAt.Local = "2026-12-31T23:59:60", "invalid-argument"),
        ["a time beyond the calendar"] = (r => r.Route.ReadyAt.Local = "9999-12-31T23:59:59", "invalid-argument"),
        ["an unknown zone"] = (r => r.Route.ArriveBy.Zone = "Europe/Dortmund", "invalid-argument"),
        ["no appointment"] = (r => r.Route.ArriveBy = null, "invalid-argument"),
        ["an appointment before it is ready"] = (r => r.Route.ArriveBy = r.Route.ReadyAt, "deadline-before-ready"),
        ["one hub only"] = (r => r.Route.DestinationHubId = "DEDTM", "same-origin-and-destination"),
        ["a hub beside a door"] = (r => r.Route.CollectAt = A_booking.Door(), "invalid-argument"),
        ["a door that is nowhere"] = (r => (r.Route.OriginHubId, r.Route.CollectAt) = ("", new() { Name = "Werk" }), "invalid-argument"),
        ["a door beyond the poles"] = (r => (r.Route.OriginHubId, r.Route.CollectAt) = ("", A_booking.Door(latitude: 91)), "invalid-argument"),
        ["a door on no weekday"] = (r => (r.Route.OriginHubId, r.Route.CollectAt) = ("", A_booking.Door(weekday: 8)), "invalid-argument"),
        ["a door that is called by a bidi override"] = (r => (r.Route.OriginHubId, r.Route.CollectAt) = ("", A_booking.Door(name: "a\u202eb")), "invalid-argument"),
        ["a door without a door"] = (r => r.Route.OriginHubId = "door:from", "invalid-argument"),
        ["from a door to the same"] = (r => r.Route = A_booking.BetweenDoors(A_booking.Door(), A_booking.Door(name: "Tor 2")), "same-origin-and-destination"),
        ["no parties"] = (r => r.Parties.Clear(), "invalid-argument"),
        ["a party without a role"] = (r => r.Parties[0].Role = 0, "invalid-argument"),
        ["a party of an unknown role"] = (r => r.Parties[0].Role = (V1.PartyRole)99, "invalid-argument"),
        ["a consignor without an organisation"] = (r => r.Parties[0].OrganisationId = "", "invalid-argument"),
        ["no units"] = (r => r.HandlingUnits.Clear(), "no-handling-units"),
        ["a wrong check digit"] = (r => r.HandlingUnits[0].Id = "340123450000000010", "invalid-sscc"),
        ["digits of another script"] = (r => r.HandlingUnits[0].Id = "34012345000000001٤", "invalid-argument"),
        ["a weight of nothing"] = (r => r.HandlingUnits[0].GrossWeightKg = 0, "weight-out-of-range"),
        ["a negative weight"] = (r => r.HandlingUnits[0].GrossWeightKg = -1, "weight-out-of-range"),
        ["a weight that is no number"] = (r => r.HandlingUnits[0].GrossWeightKg = double.NaN, "weight-out-of-range"),
        ["an endless weight"] = (r => r.HandlingUnits[0].GrossWeightKg = double.PositiveInfinity, "weight-out-of-range"),
        ["an endless temperature"] = (r => r.Temperature = new() { MinCelsius = 2, MaxCelsius = double.PositiveInfinity }, "temperature-out-of-range"),
        ["a package code that is none"] = (r => r.HandlingUnits[0].PackageCode = "=1+1", "invalid-argument"),
    };

    private static readonly Dictionary<string, (Action<V1.ReportStatusRequest> Spoil, string Reason)> Reports = new()
    {
        ["no id"] = (r => r.ReportId = "", "invalid-argument"),
        ["no kind"] = (r => r.Kind = 0, "invalid-argument"),
        ["no time"] = (r => r.EventTime = null, "invalid-argument"),
        ["no instant"] = (r => r.EventTime.Instant = null, "invalid-argument"),
        ["an offset of fifteen hours"] = (r => r.EventTime.UtcOffsetMinutes = 900, "invalid-argument"),
        ["tomorrow"] = (r => r.EventTime.Instant.Seconds += 86_400, "event-time-ahead"),
        ["a time beyond the calendar"] = (r => r.EventTime.Instant.Seconds = long.MaxValue, "invalid-argument"),
        ["another shipment's unit"] = (r => r.HandlingUnitIds.Add(Known.Sscc(1)), "handling-unit-not-of-shipment"),
        ["a hub that is none"] = (r => r.HubId = "", "invalid-argument"),
    };

    private static readonly Dictionary<string, Action<V1.ListShipmentsRequest>> Lists = new()
    {
        ["a page of a thousand million"] = r => r.PageSize = 1_000_000_000,
        ["a negative page"] = r => r.PageSize = -1,
        ["a made-up token"] = r => r.PageToken = "bDp4",
        ["a token that is no base64"] = r => r.PageToken = "%%%",
        ["a token of another alphabet"] = r => r.PageToken = "ключ",
        ["an unknown state"] = r => r.States.Add((V1.ShipmentState)77),
        ["a negative position"] = r => r.MinPosition = -1,
        ["a long text"] = r => r.Text = new('x', 65),
    };

    public static TheoryData<string> OfBookings => [.. Bookings.Keys];

    public static TheoryData<string> OfReports => [.. Reports.Keys];

    public static TheoryData<string> OfLists => [.. Lists.Keys];

    [Theory]
    [MemberData(nameof(OfBookings))]
    public async Task In_a_booking_changes_nothing(string what)
    {
        var (spoil, reason) = Bookings[what];
        var request = A_booking.Good();
        spoil(request);
        await Unchanged(() => Refused.With(
            StatusCode.InvalidArgument, reason, async () => await running.Shipments.BookShipmentAsync(request, As("dispatcher"))));
    }

    [Theory]
    [MemberData(nameof(OfReports))]
    public async Task In_a_report_changes_nothing(string what)
    {
        var (spoil, reason) = Reports[what];
        var booked = await running.Shipments.BookShipmentAsync(A_booking.Good(), As("shipper"));
        var report = A_report.Of(booked.ShipmentId, V1.MilestoneKind.Arrived, "DEHAG", SystemClock.Instance.GetCurrentInstant());
        spoil(report);
        await Unchanged(() => Refused.With(
            StatusCode.InvalidArgument, reason, async () => await running.Shipments.ReportStatusAsync(report, As("dispatcher"))));
    }

    [Theory]
    [MemberData(nameof(OfLists))]
    public async Task In_a_question_is_refused(string what)
    {
        var request = new V1.ListShipmentsRequest();
        Lists[what](request);
        await Refused.With(StatusCode.InvalidArgument, "invalid-argument", async () => await running.Shipments.ListShipmentsAsync(request, As("shipper")));
    }

    [Theory]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("' or 1=1 --")]
    [InlineData("$.*")]
    [InlineData("(a+)+$")]
    public async Task In_a_search_is_text_that_finds_nothing(string text)
        => (await running.Shipments.ListShipmentsAsync(new() { Text = text }, As("shipper"))).Shipments.Should().BeEmpty();

    [Fact]
    public async Task A_made_up_cursor_is_refused()
    {
        using var watch = running.Shipments.WatchShipments(new() { Cursor = "czoxMjM" }, As("shipper"));
        await Refused.With(StatusCode.InvalidArgument, "invalid-argument", () => watch.ResponseStream.MoveNext(CancellationToken.None));
    }

    private async Task Unchanged(Func<Task> act)
    {
        var before = await Events();
        await act();
        (await Events()).Should().Be(before);
    }

    /// <summary>Of commands; what policies and messages of other tests still add is not counted.</summary>
    private async Task<long> Events()
        => await running.Scalar<long>("select count(*) from mt_events where type in ('shipment-booked.v1', 'actual-recorded.v1')");
}
