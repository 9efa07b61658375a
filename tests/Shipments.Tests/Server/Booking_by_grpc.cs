using FluentAssertions;
using Grpc.Core;
using Logistics.EventStore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;
using static Logistics.Shipments.Tests.RunningShipments;

namespace Logistics.Shipments.Tests;

[Trait("Needs", "Servers")]
[Collection(Running.Name)]
public sealed class Booking_by_grpc(RunningShipments running)
{
    [Fact]
    public async Task The_same_key_gets_the_same_shipment()
    {
        var request = A_booking.Good();
        var first = await running.Shipments.BookShipmentAsync(request, As("shipper"));
        var second = await running.Shipments.BookShipmentAsync(request, As("shipper"));
        second.Should().Be(first);
    }

    [Fact]
    public async Task The_same_key_with_other_content_is_refused()
    {
        var request = A_booking.Good();
        await running.Shipments.BookShipmentAsync(request, As("shipper"));
        request.GoodsDescription = "Nails";
        await Refused.With(StatusCode.AlreadyExists, "idempotency-key-reused", async () => await running.Shipments.BookShipmentAsync(request, As("shipper")));
    }

    [Fact]
    public async Task Many_at_once_with_one_key_book_once()
    {
        var request = A_booking.Good();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ => await running.Shipments.BookShipmentAsync(request, As("shipper"))));
        answers.Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task Many_at_once_for_one_unit_are_one_winner()
    {
        var unit = A_booking.NewUnit();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            var request = A_booking.Good();
            request.HandlingUnits[0].Id = unit;
            try
            {
                await running.Shipments.BookShipmentAsync(request, As("shipper"));
                return "booked";
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.FailedPrecondition)
            {
                return e.Trailers.GetValue("reason");
            }
        }));
        outcomes.Should().ContainSingle(o => o == "booked");
        outcomes.Should().Contain("handling-unit-in-use");
    }

    [Fact]
    public async Task Reads_its_own_write()
    {
        var request = A_booking.Good();
        var booked = await running.Shipments.BookShipmentAsync(request, As("shipper"));
        var shipment = await running.Shipments.GetShipmentAsync(new() { ShipmentId = booked.ShipmentId, MinPosition = booked.Position }, As("shipper"));
        (shipment.Reference, shipment.State, shipment.Version).Should().Be((request.Reference, V1.ShipmentState.Booked, 1));
        shipment.HandlingUnits.Should().Equal(request.HandlingUnits);
        shipment.Route.Should().Be(request.Route);
        shipment.Parties.Select(p => (p.Role, p.OrganisationId)).Should().Equal(
            (V1.PartyRole.Consignor, Known.Shipper), (V1.PartyRole.Consignee, ""), (V1.PartyRole.FreightForwarder, Known.Hub));
    }

    [Fact]
    public async Task A_position_that_the_log_has_not_reached_is_waited_for_and_then_said_to_be_stale()
    {
        var booked = await running.Shipments.BookShipmentAsync(A_booking.Good(), As("shipper"));
        using var call = running.Shipments.GetShipmentAsync(
            new() { ShipmentId = booked.ShipmentId, MinPosition = booked.Position + 1_000_000 }, As("shipper"));
        (await call).Id.Should().Be(booked.ShipmentId);
        call.GetTrailers().GetValue("stale").Should().Be("true");
    }

    [Fact]
    public async Task Contacts_are_stored_encrypted_and_can_be_erased()
    {
        var booked = await running.Shipments.BookShipmentAsync(A_booking.Good(), As("shipper"));
        var get = new V1.GetShipmentRequest { ShipmentId = booked.ShipmentId, MinPosition = booked.Position };
        (await running.Shipments.GetShipmentAsync(get, As("shipper"))).Parties[1].Contact.Name.Should().Be("Wiebke Musterfrau");

        var everything = await running.Scalar<string>("select string_agg(data::text, '') from mt_events");
        everything.Should().NotContain("Musterfrau").And.NotContain("wiebke");

        var person = await running.Scalar<string>(
            "select data->'parties'->1->'contact'->>'person' from mt_events where stream_id = $1", new NpgsqlParameter { Value = $"shipment-{booked.ShipmentId}" });
        await running.Services.GetRequiredService<PersonalData>().Erase(person!, CancellationToken.None);
        (await running.Shipments.GetShipmentAsync(get, As("shipper"))).Parties[1].Contact.Should().BeNull();
    }

    [Fact]
    public async Task For_others_is_denied_to_a_shipper_and_open_to_a_dispatcher()
    {
        var request = A_booking.Good();
        await Refused.With(StatusCode.PermissionDenied, "not-a-party", async () => await running.Shipments.BookShipmentAsync(request, As("stranger")));
        (await running.Shipments.BookShipmentAsync(request, As("dispatcher"))).ShipmentId.Should().StartWith("shp-");
    }

    [Fact]
    public async Task A_unit_is_free_again_once_its_shipment_is_delivered()
    {
        var request = A_booking.Good();
        var first = await running.Shipments.BookShipmentAsync(request, As("shipper"));
        var again = A_booking.Good();
        again.HandlingUnits[0].Id = request.HandlingUnits[0].Id;
        await Refused.With(StatusCode.FailedPrecondition, "handling-unit-in-use", async () => await running.Shipments.BookShipmentAsync(again, As("shipper")));

        await running.Shipments.ReportStatusAsync(A_report.Of(first.ShipmentId, V1.MilestoneKind.Delivered, "DESIE"), As("dispatcher"));
        (await running.Shipments.BookShipmentAsync(again, As("shipper"))).ShipmentId.Should().NotBe(first.ShipmentId);
    }
}
