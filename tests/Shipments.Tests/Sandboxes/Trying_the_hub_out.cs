using FluentAssertions;
using Grpc.Core;
using Logistics.Contracts.Partners;
using Logistics.Contracts.Shipments;
using Logistics.Shipments.Sandboxes;
using Logistics.Specs;
using Xunit;
using static Logistics.Shipments.Tests.RunningShipments;

namespace Logistics.Shipments.Tests.Sandboxes;

[Trait("Needs", "Servers")]
[Collection(Running.Name)]
public sealed class Trying_the_hub_out(RunningShipments running)
{
    [Fact]
    public async Task A_registered_sandbox_has_orders_to_answer_once()
    {
        var organisation = NewSandbox();
        var message = new OrganisationRegistered(new($"organisation-{organisation}", 1, 1), organisation, "Trial", ["sandbox"]);
        await running.Bus.Say(message);
        (await Orders(organisation, atLeast: 3)).Should().OnlyContain(o => o.CarrierId == organisation && o.State == V1.TransportOrderState.Tendered);

        await running.Bus.Say(message with { Origin = message.Origin with { Version = 2 } });
        await running.Bus.Say(new OrganisationRegistered(new("organisation-org-x", 1, 1), "org-x", "No sandbox", ["carrier"]));
        var reset = await Reset(organisation);
        reset.ShipmentIds.Should().HaveCount(3);
        (await Visible(organisation, reset.Position)).Should().BeEquivalentTo(reset.ShipmentIds);
    }

    [Fact]
    public async Task A_sample_is_carried_like_freight_and_concerns_nobody_else()
    {
        var organisation = NewSandbox();
        var reset = await Reset(organisation);
        var order = (await Orders(organisation, atLeast: 3)).First(o => o.Leg.FromHubId == "DEDTM" && o.Leg.ToHubId == "DESIE");
        await running.Orders.AcceptTransportOrderAsync(new() { IdempotencyKey = "a", TransportOrderId = order.Id }, As($"sandbox@{organisation}"));
        foreach (var (kind, hub) in new[] { (V1.MilestoneKind.Departed, "DEDTM"), (V1.MilestoneKind.Arrived, "DEHAM"), (V1.MilestoneKind.Delivered, "DESIE") })
            await running.Shipments.ReportStatusAsync(A_report.Of(order.ShipmentId, kind, hub), As($"sandbox@{organisation}"));
        var delivered = await Eventually.Some(
            async () => await Get(order.ShipmentId, organisation) is { State: V1.ShipmentState.Delivered } s ? s : null, "delivered sample");
        delivered.OpenWorkItems.Should().Be(0, "a sandbox has no dispatcher, and the hub's have nothing to do with it");

        await Refused.With(StatusCode.NotFound, "shipment-not-found", async () => await running.Shipments.GetShipmentAsync(new() { ShipmentId = order.ShipmentId }, As("dispatcher")));
        (await running.Shipments.ListShipmentsAsync(new() { Text = "shp-sandbox", MinPosition = reset.Position }, As("dispatcher"))).Shipments.Should().BeEmpty();
        (await running.WorkItems.ListWorkItemsAsync(new() { ShipmentId = order.ShipmentId }, As("dispatcher"))).Items.Should().BeEmpty();
        await NobodyHears(order.ShipmentId);
    }

    [Fact]
    public async Task Goods_are_taken_over_and_papers_read()
    {
        var organisation = NewSandbox();
        var (me, id) = (As($"sandbox@{organisation}"), (await Reset(organisation)).ShipmentIds[0]);
        var taken = await running.Handovers.ConfirmHandoverAsync(TakenOver(id, organisation), me);
        (taken.State, taken.FromOrganisation).Should().Be((V1.HandoverState.Completed, SampleFreight.Shipper));

        var sample = await Eventually.Some(
            async () => await Get(id, organisation) is { } s && s.UnitStatuses.All(u => u.PossessingParty == organisation) ? s : null, "sample in hand");
        (await running.Documents.GetDocumentAsync(new() { ShipmentId = id, Sha256 = sample.Documents.Single().Sha256 }, me)).Content.ToByteArray()
            .Should().Equal(DeliveryNote.Content);
        (await StoredPapers(id)).Should().Be(0, "every sample has the same, which comes with the program");
    }

    [Fact]
    public async Task A_reset_takes_handovers_and_papers_along()
    {
        var organisation = NewSandbox();
        var (me, id) = (As($"sandbox@{organisation}"), (await Reset(organisation)).ShipmentIds[0]);
        await running.Handovers.ConfirmHandoverAsync(TakenOver(id, organisation, "another"), me);
        await running.Documents.UploadDocumentAsync(new() { ShipmentId = id, Content = Google.Protobuf.ByteString.CopyFromUtf8("%PDF-1.7 signed") }, me);
        (await StoredPapers(id)).Should().Be(1);
        await Eventually.True(async () => (await Handovers(organisation)).Count(h => h.ShipmentId == id) == 2, "both handovers");

        var after = (await Reset(organisation)).ShipmentIds[0];
        await Eventually.True(async () => (await Handovers(organisation)).All(h => h.ShipmentId == after), "end of the old handovers");
        await Eventually.True(async () => await StoredPapers(id) == 0, "end of the old papers");
    }

    [Fact]
    public async Task Its_handling_units_are_free_for_real_freight()
    {
        var organisation = NewSandbox();
        var sample = await Get((await Reset(organisation)).ShipmentIds[0], organisation);
        var real = A_booking.Good();
        real.HandlingUnits[0].Id = sample.HandlingUnits[0].Id;
        var booked = await running.Shipments.BookShipmentAsync(real, As("shipper"));
        await running.Shipments.CancelShipmentAsync(new() { IdempotencyKey = real.IdempotencyKey + "c", ShipmentId = booked.ShipmentId, Reason = "tried" }, As("shipper"));
    }

    [Fact]
    public Task Who_is_no_sandbox_has_none_to_reset() => Refused.With(StatusCode.FailedPrecondition, "not-a-sandbox", () => Reset(Known.Carrier));

    [Fact]
    public async Task Real_freight_has_no_sandbox_as_a_party()
    {
        var real = A_booking.Good();
        real.Parties.Add(new V1.Party { Role = V1.PartyRole.NotifyParty, OrganisationId = NewSandbox() });
        await Refused.With(StatusCode.InvalidArgument, "party-in-sandbox", async () => await running.Shipments.BookShipmentAsync(real, As("shipper")));
    }

    [Fact]
    public async Task A_reset_withdraws_what_was_there_and_again_with_the_same_key_does_nothing()
    {
        var organisation = NewSandbox();
        var before = await Reset(organisation);
        var old = await Orders(organisation, atLeast: 3);
        using var watch = running.Shipments.WatchShipments(new() { Cursor = await Cursor(organisation, before.Position) }, As($"sandbox@{organisation}"));

        var after = await Reset(organisation, "again");
        (await Visible(organisation, after.Position)).Should().BeEquivalentTo(after.ShipmentIds);
        (await Reset(organisation, "again")).Should().Be(after);
        await Eventually.True(async () => (await Orders(organisation, 3)).All(o => old.All(x => x.Id != o.Id)), "list of new orders only");
        await Refused.With(StatusCode.NotFound, "transport-order-not-found", async () => await running.Orders.AcceptTransportOrderAsync(
            new() { IdempotencyKey = "late", TransportOrderId = old[0].Id }, As($"sandbox@{organisation}")));

        var (withdrawn, shared) = (new HashSet<string>(), new HashSet<string>());
        while (withdrawn.Count < 3 || shared.Count < 3)
        {
            (await watch.ResponseStream.MoveNext(CancellationToken.None)).Should().BeTrue();
            var change = watch.ResponseStream.Current;
            if (change.Withdrawn) withdrawn.Add(change.Shipment.Id);
            else if (change.Shared) shared.Add(change.Shipment.Id);
        }

        withdrawn.Should().BeEquivalentTo(before.ShipmentIds);
        shared.Should().BeEquivalentTo(after.ShipmentIds);
    }

    private static V1.ConfirmHandoverRequest TakenOver(string id, string by, string reference = "") => new()
    {
        IdempotencyKey = Guid.NewGuid().ToString(),
        ShipmentId = id,
        HubId = "DEDTM",
        FromOrganisation = SampleFreight.Shipper,
        ToOrganisation = by,
        Side = V1.HandoverSide.Receiving,
        EventTime = A_report.Of(id, V1.MilestoneKind.Departed, "DEDTM").EventTime,
        Reference = reference,
    };

    private async Task<IReadOnlyList<V1.Handover>> Handovers(string organisation)
        => (await running.Handovers.ListHandoversAsync(new(), As($"sandbox@{organisation}"))).Handovers;

    private async Task<long> StoredPapers(string id)
        => await running.Scalar<long>("select count(*) from shipment_document where shipment_id = $1", new Npgsql.NpgsqlParameter { Value = id });

    private static string NewSandbox() => $"org-sandbox-{Guid.NewGuid():N}";

    private async Task<V1.ResetSandboxResponse> Reset(string organisation, string? key = null) => await running.Sandboxes.ResetSandboxAsync(
        new() { IdempotencyKey = key ?? Guid.NewGuid().ToString() }, As($"sandbox@{organisation}"));

    private async Task<V1.Shipment> Get(string id, string organisation) => await Eventually.Some<V1.Shipment>(
        async () => (await running.Shipments.ListShipmentsAsync(new() { Text = id }, As($"sandbox@{organisation}"))).Shipments.FirstOrDefault(), $"sample {id}");

    private async Task<IEnumerable<string>> Visible(string organisation, long position)
        => (await running.Shipments.ListShipmentsAsync(new() { MinPosition = position }, As($"sandbox@{organisation}"))).Shipments.Select(s => s.Id);

    private Task<List<V1.TransportOrder>> Orders(string organisation, int atLeast) => Eventually.Some<List<V1.TransportOrder>>(
        async () => (await running.Orders.ListTransportOrdersAsync(new(), As($"sandbox@{organisation}"))).Orders.ToList() is { } found && found.Count >= atLeast ? found : null,
        $"{atLeast} orders of {organisation}");

    private async Task<string> Cursor(string organisation, long position)
    {
        await Visible(organisation, position);
        using var watch = running.Shipments.WatchShipments(new(), As($"sandbox@{organisation}"));
        while (await watch.ResponseStream.MoveNext(CancellationToken.None))
            if (watch.ResponseStream.Current.CaughtUp) return watch.ResponseStream.Current.Cursor;
        throw new InvalidOperationException("The watch ended.");
    }

    /// <summary>What is booked afterwards is published after it, had it been published.</summary>
    private async Task NobodyHears(string shipment)
    {
        var next = await running.Shipments.BookShipmentAsync(A_booking.Good(), As("shipper"));
        await running.Bus.Hears<ShipmentBooked>(m => m.ShipmentId == next.ShipmentId);
        running.Bus.Heard<ShipmentBooked>(m => m.ShipmentId == shipment).Should().BeEmpty();
        running.Bus.Heard<ActualRecorded>(m => m.ShipmentId == shipment).Should().BeEmpty();
        running.Bus.Heard<ShipmentClosed>(m => m.ShipmentId == shipment).Should().BeEmpty();
    }
}
