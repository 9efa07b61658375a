using FluentAssertions;
using Grpc.Core;
using Logistics.Specs;
using Xunit;
using static Logistics.Shipments.Tests.RunningShipments;

namespace Logistics.Shipments.Tests;

[Trait("Needs", "Servers")]
[Collection(Running.Name)]
public sealed class Handing_over_by_grpc(RunningShipments running)
{
    [Fact]
    public async Task Both_sides_find_the_same_handover_and_custody_passes()
    {
        var story = await A_story.Begins(running);
        var received = await Confirm(story, "ruhr", V1.HandoverSide.Receiving);
        received.Should().Match<V1.Handover>(h => h.State == V1.HandoverState.Open && h.Released == null);
        var released = await Confirm(story, "sauerland", V1.HandoverSide.Releasing);
        (released.Id, released.State, released.Version).Should().Be((received.Id, V1.HandoverState.Completed, 3));
        released.PassedHandlingUnitIds.Should().BeEquivalentTo(story.Units);
        await story.Becomes(s => s.UnitStatuses.All(u => u.PossessingParty == Known.OtherCarrier), "in the hands of the second carrier");
    }

    [Fact]
    public async Task Each_side_sees_its_handovers_and_nobody_else_does()
    {
        var story = await A_story.Begins(running);
        var open = await Confirm(story, "sauerland", V1.HandoverSide.Releasing);
        foreach (var who in new[] { "sauerland", "ruhr", "dispatcher" })
            await Eventually.True(async () => (await List(story, who)).Any(h => h.Id == open.Id), $"handover for {who}");
        (await List(story, "ruhr", V1.HandoverState.Open)).Should().ContainSingle();
        (await List(story, "ruhr", V1.HandoverState.Completed, V1.HandoverState.Disputed)).Should().BeEmpty();
        (await List(story, "shipper")).Should().BeEmpty();
        (await List(story, "third")).Should().BeEmpty();
        await Refused.With(StatusCode.NotFound, "handover-not-found", async () => await running.Handovers.DisputeHandoverAsync(
            new() { IdempotencyKey = "k", HandoverId = open.Id, Reason = "x" }, As("third")));
    }

    [Fact]
    public async Task Each_side_watches_its_handovers_from_wherever_it_was()
    {
        var story = await A_story.Begins(running);
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var watch = running.Handovers.WatchHandovers(new(), As("ruhr"), cancellationToken: end.Token);
        var cursor = (await Until(watch, c => c.CaughtUp)).Cursor;
        var open = await Confirm(story, "sauerland", V1.HandoverSide.Releasing);
        await Until(watch, c => open.Equals(c.Handover));
        var done = await Confirm(story, "ruhr", V1.HandoverSide.Receiving);
        await Until(watch, c => done.Equals(c.Handover));

        using var again = running.Handovers.WatchHandovers(new() { Cursor = cursor }, As("ruhr"), cancellationToken: end.Token);
        await Until(again, c => open.Equals(c.Handover));
        await Until(again, c => done.Equals(c.Handover));
        using var strangers = running.Handovers.WatchHandovers(new() { Cursor = cursor }, As("stranger"), cancellationToken: end.Token);
        (await Until(strangers, _ => true)).CaughtUp.Should().BeTrue();
    }

    [Fact]
    public async Task A_dispute_is_raised_and_the_hub_settles_it_each_twice()
    {
        var story = await A_story.Begins(running);
        var open = await Confirm(story, "sauerland", V1.HandoverSide.Releasing);
        var disputed = await Confirm(story, "ruhr", V1.HandoverSide.Receiving, story.Units[0]);
        disputed.State.Should().Be(V1.HandoverState.Disputed);
        var item = await story.Has(V1.WorkItemKind.HandoverDisputed);
        item.Links.Should().Contain(new V1.CauseLink { Kind = "handover", Id = open.Id });

        var dispute = new V1.DisputeHandoverRequest { IdempotencyKey = $"no-{open.Id}", HandoverId = open.Id, Reason = "Only one was there." };
        var first = await running.Handovers.DisputeHandoverAsync(dispute, As("ruhr"));
        var settle = new V1.SettleHandoverRequest { IdempotencyKey = $"yes-{open.Id}", HandoverId = open.Id, HandlingUnitIds = { story.Units } };
        (await FluentActions.Awaiting(async () => await running.Handovers.SettleHandoverAsync(settle, As("ruhr"))).Should().ThrowAsync<RpcException>())
            .Which.StatusCode.Should().Be(StatusCode.PermissionDenied);
        var settled = await running.Handovers.SettleHandoverAsync(settle, As("dispatcher"));
        settled.State.Should().Be(V1.HandoverState.Completed);
        (await running.Handovers.SettleHandoverAsync(settle, As("dispatcher"))).Should().Be(settled);
        (await running.Handovers.DisputeHandoverAsync(dispute, As("ruhr"))).Should().Be(first, "it is answered as it was");
        await story.Has(V1.WorkItemKind.HandoverDisputed, V1.WorkItemState.Resolved);
        await story.Becomes(s => s.UnitStatuses.All(u => u.PossessingParty == Known.OtherCarrier), "handed over as settled");
    }

    [Fact]
    public async Task Of_another_shipments_unit_or_to_a_stranger_is_refused()
    {
        var story = await A_story.Begins(running);
        await Refused.With(StatusCode.InvalidArgument, "handling-unit-not-of-shipment", () => Confirm(story, "sauerland", V1.HandoverSide.Releasing, Known.Sscc(1)));
        await Refused.With(StatusCode.PermissionDenied, "not-a-party", () => story.Handover(
            "sauerland", V1.HandoverSide.Releasing, Known.Carrier, "org-stranger", "DEHAG", 1));
        await Refused.With(StatusCode.NotFound, "shipment-not-found", () => story.Handover(
            "third", V1.HandoverSide.Releasing, "org-third", Known.Carrier, "DEHAG", 1));
    }

    private static Task<V1.Handover> Confirm(A_story story, string who, V1.HandoverSide side, params string[] units)
        => story.Handover(who, side, Known.Carrier, Known.OtherCarrier, "DEHAG", 1, units);

    private async Task<IReadOnlyList<V1.Handover>> List(A_story story, string who, params V1.HandoverState[] states)
        => [.. (await running.Handovers.ListHandoversAsync(new() { ShipmentId = story.Id, States = { states } }, As(who))).Handovers];

    private static async Task<V1.HandoverChange> Until(AsyncServerStreamingCall<V1.HandoverChange> watch, Func<V1.HandoverChange, bool> which)
    {
        while (await watch.ResponseStream.MoveNext(CancellationToken.None))
            if (which(watch.ResponseStream.Current)) return watch.ResponseStream.Current;
        throw new InvalidOperationException("The watch ended.");
    }
}
