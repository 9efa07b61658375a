using Duration = NodaTime.Duration;
using FluentAssertions;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Logistics.Contracts;
using Logistics.Contracts.Partners;
using Logistics.Specs;
using NodaTime;
using Npgsql;
using Xunit;
using static Logistics.Shipments.Tests.RunningShipments;

namespace Logistics.Shipments.Tests;

[Trait("Needs", "Servers")]
[Collection(Running.Name)]
public sealed class Tracking_by_link(RunningShipments running)
{
    [Fact]
    public async Task Shows_the_shipment_coarsely_to_whoever_has_the_link()
    {
        var shipment = await A_planned_shipment.Planned(running);
        await running.Shipments.ReportStatusAsync(A_report.Of(shipment.Id, V1.MilestoneKind.Departed, "DEDTM"), As("sauerland"));
        await shipment.Becomes(s => s.State == V1.ShipmentState.InTransit, "on its way");
        var link = await Create(shipment.Id);

        var tracking = await running.Shipments.GetTrackingAsync(new() { Token = link.Token }, As("service"));
        (tracking.State, tracking.LastHubId, tracking.DestinationHubId).Should().Be((V1.ShipmentState.InTransit, "DEDTM", "DESIE"));
        tracking.Milestones.Should().HaveCount(4).And.OnlyContain(m => m.Evidence.Count == 0);
    }

    [Fact]
    public async Task Is_the_same_link_when_asked_for_twice_and_its_token_is_stored_nowhere()
    {
        var shipment = await A_planned_shipment.Booked(running);
        var request = Request(shipment.Id);
        var link = await running.Shipments.CreateTrackingLinkAsync(request, As("shipper"));
        (await running.Shipments.CreateTrackingLinkAsync(request, As("shipper"))).Should().Be(link);
        link.Token.Length.Should().BeGreaterThanOrEqualTo(43, "that is 256 bits");

        var everything = new[] { "mt_events", "log_idempotency", "tracking_link", "shipment_list" }
            .Select(table => $"select coalesce(string_agg(t::text, ''), '') from {table} t");
        foreach (var sql in everything) (await running.Scalar<string>(sql)).Should().NotContain(link.Token);
    }

    [Fact]
    public async Task Ends_when_it_is_revoked()
    {
        var shipment = await A_planned_shipment.Booked(running);
        var link = await Create(shipment.Id);
        await running.Shipments.GetTrackingAsync(new() { Token = link.Token }, As("service"));
        foreach (var _ in new[] { 1, 2 })
            await running.Shipments.RevokeTrackingLinkAsync(new() { ShipmentId = shipment.Id, Token = link.Token }, As("shipper"));
        await Eventually.True(async () => await IsGone(link.Token), "end of the link");
        await Refused.With(StatusCode.NotFound, "tracking-not-found", async () => await running.Shipments.GetTrackingAsync(new() { Token = "made-up" }, As("service")));
    }

    [Fact]
    public async Task Ends_at_its_time()
    {
        var shipment = await A_planned_shipment.Booked(running);
        var request = Request(shipment.Id);
        request.ExpiresAt = Timestamp.FromDateTimeOffset((SystemClock.Instance.GetCurrentInstant() + Duration.FromMilliseconds(900)).ToDateTimeOffset());
        var link = await running.Shipments.CreateTrackingLinkAsync(request, As("shipper"));
        await Eventually.True(
            async () => await running.Scalar<long>("select count(*) from tracking_link where shipment_id = $1", new NpgsqlParameter { Value = shipment.Id }) == 1,
            "link");
        await Eventually.True(async () => await IsGone(link.Token), "end of the link");
    }

    [Fact]
    public async Task Ends_while_nobody_acts_for_who_handed_it_out_and_others_go_on()
    {
        var shipment = await A_planned_shipment.Booked(running);
        var (own, hubs) = (await Create(shipment.Id), await Create(shipment.Id, "dispatcher"));
        await running.Shipments.GetTrackingAsync(new() { Token = own.Token }, As("service"));

        await running.Bus.Say(new OrganisationDeactivated(Version(2), Known.Shipper, Known.Now));
        await Eventually.True(async () => await IsGone(own.Token), "end of the link");
        (await IsGone(hubs.Token)).Should().BeFalse();

        await running.Bus.Say(new OrganisationReactivated(Version(3), Known.Shipper, Known.Now));
        await Eventually.True(async () => !await IsGone(own.Token), "the link to work again");

        static Origin Version(long version) => new($"organisation-{Known.Shipper}", version, version);
    }

    [Fact]
    public async Task Ends_when_who_handed_it_out_is_a_party_no_more()
    {
        var (booking, parties) = (A_booking.Good(), A_booking.Good().Parties);
        booking.Parties.Add(new V1.Party { Role = V1.PartyRole.NotifyParty, OrganisationId = "org-third" });
        var id = (await running.Shipments.BookShipmentAsync(booking, As("shipper"))).ShipmentId;
        var link = await Create(id, "third");
        await running.Shipments.GetTrackingAsync(new() { Token = link.Token }, As("service"));

        await running.Shipments.AmendShipmentAsync(
            new() { IdempotencyKey = Guid.NewGuid().ToString(), ShipmentId = id, Parties = new() { Parties = { parties } } }, As("shipper"));
        await Eventually.True(async () => await IsGone(link.Token), "end of the link");
    }

    private async Task<bool> IsGone(string token)
    {
        try
        {
            await running.Shipments.GetTrackingAsync(new() { Token = token }, As("service"));
            return false;
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.NotFound)
        {
            return true;
        }
    }

    private async Task<V1.CreateTrackingLinkResponse> Create(string id, string by = "shipper")
        => await running.Shipments.CreateTrackingLinkAsync(Request(id), As(by));

    private static V1.CreateTrackingLinkRequest Request(string id) => new()
    {
        IdempotencyKey = Guid.NewGuid().ToString(),
        ShipmentId = id,
        ExpiresAt = Timestamp.FromDateTimeOffset((SystemClock.Instance.GetCurrentInstant() + Duration.FromDays(7)).ToDateTimeOffset()),
    };
}
