using FluentAssertions;
using Grpc.Core;
using Logistics.Contracts.Partners;
using Logistics.Shipments.Feeds;
using Logistics.Specs;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static Logistics.Shipments.Tests.RunningShipments;

namespace Logistics.Shipments.Tests;

[Trait("Needs", "Servers")]
[Collection(Running.Name)]
public sealed class Sharing_by_grant(RunningShipments running)
{
    [Fact]
    public async Task Shows_what_its_kinds_say_and_nobody_by_name()
    {
        var (shipment, grant) = await Given(g => g with { Kinds = ["whereabouts"] });
        var shown = await A_grant.Shows(running, grant, shipment.Id);
        (shown.Id, shown.State, shown.UnitStatuses.Single().HandlingUnitId).Should().Be((shipment.Id, V1.ShipmentState.Planned, shipment.Unit));
        shown.Route.Should().BeNull();
        (shown.Legs.Count, shown.HandlingUnits.Count, shown.Parties.Count).Should().Be((0, 0, 0));

        var all = (await Given()).Grant;
        (await A_grant.Shows(running, all, all.ShipmentIds[0])).Parties.Should().NotBeEmpty().And.OnlyContain(p => p.Contact == null);
    }

    [Fact]
    public async Task Is_told_by_the_feed_and_ends_with_the_grant()
    {
        var (shipment, grant) = await Given();
        using var call = running.Shipments.WatchShipments(new() { GrantId = grant.GrantId }, grant.Receiver());
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await Until(call, c => c.Shipment?.Id == shipment.Id, deadline.Token);
        await running.Shipments.HoldShipmentAsync(
            new() { IdempotencyKey = Guid.NewGuid().ToString(), ShipmentId = shipment.Id, Kind = V1.HoldKind.Customs, Reason = "papers" }, As("shipper"));
        var change = await Until(call, c => c.Shipment?.Version > 2 && !c.Shared, deadline.Token);
        change.Shipment.Holds.Should().BeEmpty("why it is held is the parties' business");

        await running.Bus.Say(Messages.Revoked(grant));
        await Refused.With(StatusCode.NotFound, "grant-not-found", () => Until(call, _ => false, deadline.Token));
        await Refused.With(StatusCode.NotFound, "grant-not-found", async () => await running.Shipments.GetShipmentAsync(
            new() { ShipmentId = shipment.Id, GrantId = grant.GrantId }, grant.Receiver()));
    }

    [Fact]
    public async Task Ends_its_own_watches_and_nobody_elses()
    {
        var ((_, ending), (shipment, going)) = (await Given(), await Given());
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var ends = running.Shipments.WatchShipments(new() { GrantId = ending.GrantId }, ending.Receiver());
        using var alsoEnds = running.Shipments.WatchShipments(new() { GrantId = ending.GrantId }, ending.Receiver());
        using var goes = running.Shipments.WatchShipments(new() { GrantId = going.GrantId }, going.Receiver());
        foreach (var call in new[] { ends, alsoEnds, goes }) await Until(call, c => c.CaughtUp, deadline.Token);

        await running.Bus.Say(Messages.Revoked(ending));
        foreach (var call in new[] { ends, alsoEnds }) await Refused.With(StatusCode.NotFound, "grant-not-found", () => Until(call, _ => false, deadline.Token));
        await running.Shipments.HoldShipmentAsync(
            new() { IdempotencyKey = Guid.NewGuid().ToString(), ShipmentId = shipment.Id, Kind = V1.HoldKind.Customs, Reason = "papers" }, As("shipper"));
        await Until(goes, c => c.Shipment?.Id == shipment.Id, deadline.Token);
    }

    [Fact]
    public async Task Is_ended_by_the_database_itself_though_rows_are_there()
    {
        var (_, grant) = await Given();
        (await RowsOf(grant)).Should().Be((1, 1));

        // As it is between a revocation and the moment when the feed's projection has followed.
        await running.Scalar<object>($"update grant_sight set revoked = true where id = '{grant.GrantId}'");
        (await RowsOf(grant)).Should().Be((0, 0));
        (await running.Scalar<long>($"select count(*) from shipment_list where parties @> array['§{grant.GrantId}']")).Should().Be(1);
    }

    [Fact]
    public async Task Is_for_whom_it_was_given_to()
    {
        var (shipment, grant) = await Given();
        foreach (var other in new[] { "stranger", "shipper", "dispatcher" })
            await Refused.With(StatusCode.NotFound, "grant-not-found", async () => await running.Shipments.GetShipmentAsync(
                new() { ShipmentId = shipment.Id, GrantId = grant.GrantId }, As(other)));
        await Refused.With(StatusCode.NotFound, "shipment-not-found", async () => await running.Shipments.GetShipmentAsync(
            new() { ShipmentId = shipment.Id }, grant.Receiver()));
    }

    [Fact]
    public async Task Shows_its_shipments_and_takes_no_filters()
    {
        var (shipment, grant) = await Given();
        var another = await A_planned_shipment.Booked(running);
        var listed = await running.Shipments.ListShipmentsAsync(new() { GrantId = grant.GrantId }, grant.Receiver());
        listed.Shipments.Select(s => s.Id).Should().Equal(shipment.Id);
        await Refused.With(StatusCode.NotFound, "shipment-not-found", async () => await running.Shipments.GetShipmentAsync(
            new() { ShipmentId = another.Id, GrantId = grant.GrantId }, grant.Receiver()));
        await Refused.With(StatusCode.InvalidArgument, "invalid-argument", async () => await running.Shipments.ListShipmentsAsync(
            new() { GrantId = grant.GrantId, PartyId = Known.Carrier }, grant.Receiver()));
    }

    [Fact]
    public async Task That_is_revoked_before_it_is_heard_of_shows_nothing()
    {
        var (_, first) = await Given();
        var shipment = await A_planned_shipment.Booked(running);
        var grant = Messages.Grant($"gr-{Guid.NewGuid():N}", Known.Shipper, "org-insurer", shipment.Id);
        await running.Bus.Say(Messages.Revoked(grant));
        // Else a consumer may take both in the other order.
        await Eventually.True(
            async () => await running.Scalar<long>($"select count(*) from mt_events where stream_id = 'grant-{grant.GrantId}'") == 1, "the revocation to be heard");
        await running.Bus.Say(grant);
        await running.Bus.Say(first with { GrantId = $"{first.GrantId}-2", Origin = new($"grant-{first.GrantId}-2", 1, 1) });
        await A_grant.Shows(running, first with { GrantId = $"{first.GrantId}-2" }, first.ShipmentIds[0]);
        await A_grant.ShowsNothing(running, grant);
        (await running.Shipments.GetHistoryAsync(new() { ShipmentId = shipment.Id }, As("shipper"))).Entries.Should().NotContain(e => e.What == "shared");
    }

    [Fact]
    public async Task Is_in_the_history_for_all_parties()
    {
        var (shipment, grant) = await Given();
        var entries = (await running.Shipments.GetHistoryAsync(new() { ShipmentId = shipment.Id }, As("sauerland"))).Entries;
        entries.Should().ContainSingle(e => e.What == "shared").Which.Detail.Should().StartWith($"with {grant.To} by {Known.Shipper} until ");
    }

    private async Task<(A_planned_shipment Shipment, GrantChanged Grant)> Given(Func<GrantChanged, GrantChanged>? change = null)
    {
        var shipment = await A_planned_shipment.Planned(running);
        var grant = Messages.Grant($"gr-{Guid.NewGuid():N}", Known.Shipper, "org-insurer", shipment.Id);
        await running.Bus.Say(grant = change?.Invoke(grant) ?? grant);
        await A_grant.Shows(running, grant, shipment.Id);
        return (shipment, grant);
    }

    private Task<(long List, long Feed)> RowsOf(GrantChanged grant) => running.Services.GetRequiredService<PartyQueries>().Query(
        GrantKey.Of(grant.GrantId),
        "select (select count(*) from shipment_list), (select count(distinct id) from shipment_feed)",
        [],
        async (rows, ct) => await rows.ReadAsync(ct) ? (rows.GetInt64(0), rows.GetInt64(1)) : default,
        CancellationToken.None);

    private static async Task<V1.ShipmentChange> Until(AsyncServerStreamingCall<V1.ShipmentChange> call, Func<V1.ShipmentChange, bool> which, CancellationToken ct)
    {
        while (await call.ResponseStream.MoveNext(ct))
            if (which(call.ResponseStream.Current)) return call.ResponseStream.Current;
        throw new InvalidOperationException("The stream ended well.");
    }
}
