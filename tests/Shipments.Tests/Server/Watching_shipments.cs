using FluentAssertions;
using Grpc.Core;
using Xunit;
using static Logistics.Shipments.Tests.RunningShipments;

namespace Logistics.Shipments.Tests;

[Trait("Needs", "Servers")]
[Collection(Running.Name)]
public sealed class Watching_shipments(RunningShipments running)
{
    [Fact]
    public async Task Without_a_cursor_comes_what_there_is_then_that_it_is_all_then_what_happens()
    {
        var before = await Booked();
        await using var watch = Watch.Start(running, "shipper", "");
        (await watch.Until(c => c.CaughtUp)).Should().Contain(c => !c.CaughtUp && c.Shipment.Id == before.ShipmentId);

        var after = await Booked();
        (await watch.Until(c => c.Shipment?.Id == after.ShipmentId)).Should().NotContain(c => c.CaughtUp, "it says so once");
    }

    [Fact]
    public async Task From_a_cursor_nothing_is_missed_and_the_order_is_kept()
    {
        string cursor;
        await using (var watch = Watch.Start(running, "shipper", ""))
            cursor = (await watch.Until(c => c.CaughtUp))[^1].Cursor;

        var booked = new List<string>();
        for (var i = 0; i < 5; i++) booked.Add((await Booked()).ShipmentId);
        await running.Shipments.ReportStatusAsync(A_report.Of(booked[2], V1.MilestoneKind.Departed, "DEDTM"), As("dispatcher"));

        // Where the projection is not there yet, a watch says that it is caught up.
        bool Ours(V1.ShipmentChange c) => !c.CaughtUp && booked.Contains(c.Shipment.Id);

        // Again and again from wherever the last one broke off.
        var seen = new List<V1.ShipmentChange>();
        while (seen.Count(Ours) < 6)
        {
            await using var watch = Watch.Start(running, "shipper", cursor);
            seen.Add(await watch.Next());
            cursor = seen[^1].Cursor;
        }

        var ours = seen.Where(Ours).ToList();
        ours.Take(5).Select(c => c.Shipment.Id).Should().Equal(booked);
        (ours[5].Shipment.Id, ours[5].Shipment.State, ours[5].Shipment.Version).Should().Be((booked[2], V1.ShipmentState.InTransit, 2));
    }

    [Fact]
    public async Task A_snapshot_that_broke_off_goes_on_where_it_was()
    {
        var shipments = new HashSet<string> { (await Booked()).ShipmentId, (await Booked()).ShipmentId, (await Booked()).ShipmentId };
        var seen = new List<V1.ShipmentChange>();
        var cursor = "";
        while (seen.Count == 0 || !seen[^1].CaughtUp)
        {
            await using var watch = Watch.Start(running, "shipper", cursor);
            seen.Add(await watch.Next());
            cursor = seen[^1].Cursor;
        }

        seen.Where(c => !c.CaughtUp).Select(c => c.Shipment.Id).Should().Contain(shipments);
    }

    [Fact]
    public async Task A_stranger_is_caught_up_at_once_and_hears_nothing()
    {
        await Booked();
        await using var watch = Watch.Start(running, "stranger", "");
        (await watch.Next()).CaughtUp.Should().BeTrue();
    }

    [Fact]
    public async Task Who_becomes_a_party_gets_the_whole_and_who_is_none_any_more_hears_so_once()
    {
        await using var watch = Watch.Start(running, "ruhr", "");
        await watch.Until(c => c.CaughtUp);
        await using var other = Watch.Start(running, "third", "");
        await other.Until(c => c.CaughtUp);
        var shipment = await A_planned_shipment.Planned(running);
        var shared = (await watch.Until(c => c.Shipment.Id == shipment.Id))[^1];
        (shared.Shared, shared.Withdrawn, shared.Shipment.Legs.Count, shared.Shipment.HandlingUnits.Count).Should().Be((true, false, 2, 1));
        (await watch.Until(c => c.Shipment.Id == shipment.Id))[^1].Shared.Should().BeFalse("it says so once");

        await running.Bus.Say(Messages.Plan(shipment.Id, 2, secondCarrier: "org-third"));
        (await other.Until(c => c.Shipment.Id == shipment.Id))[^1].Shared.Should().BeTrue();
        var withdrawn = (await watch.Until(c => c.Shipment.Id == shipment.Id && c.Withdrawn))[^1];
        (withdrawn.Shared, withdrawn.Shipment).Should().Be((false, new V1.Shipment { Id = shipment.Id }));
        await Refused.With(StatusCode.NotFound, "shipment-not-found", async () =>
            await running.Shipments.GetShipmentAsync(new() { ShipmentId = shipment.Id }, As("ruhr")));

        // Later, from a cursor of before: the same story.
        await using var again = Watch.Start(running, "ruhr", shared.Cursor);
        (await again.Until(c => c.CaughtUp)).Where(c => c.Shipment?.Id == shipment.Id).Select(c => c.Withdrawn).Should().EndWith(true);
    }

    [Fact]
    public async Task Whoever_watches_at_once_hears_the_same_in_the_same_order()
    {
        var watches = Enumerable.Range(0, 20).Select(i => Watch.Start(running, i % 2 == 0 ? "shipper" : "dispatcher", "")).ToList();
        foreach (var watch in watches) await watch.Until(c => c.CaughtUp);
        var booked = new List<string>();
        for (var i = 0; i < 10; i++) booked.Add((await Booked()).ShipmentId);
        foreach (var watch in watches)
        {
            var seen = await watch.Until(c => c.Shipment.Id == booked[^1]);
            seen.Select(c => c.Shipment.Id).Where(booked.Contains).Should().Equal(booked);
            await watch.DisposeAsync();
        }
    }

    [Fact]
    public async Task It_ends_when_the_caller_does()
    {
        var watch = Watch.Start(running, "shipper", "");
        await watch.Until(c => c.CaughtUp);
        await watch.DisposeAsync();
        await FluentActions.Awaiting(watch.Next).Should().ThrowAsync<Exception>();
    }

    private async Task<V1.BookShipmentResponse> Booked()
    {
        var booked = await running.Shipments.BookShipmentAsync(A_booking.Good(), As("shipper"));
        await running.Shipments.GetShipmentAsync(new() { ShipmentId = booked.ShipmentId, MinPosition = booked.Position }, As("shipper"));
        return booked;
    }
}

/// <summary>A watch that is looked at one change at a time.</summary>
internal sealed class Watch : IAsyncDisposable
{
    private readonly CancellationTokenSource patience = new(TimeSpan.FromSeconds(30));
    private readonly AsyncServerStreamingCall<V1.ShipmentChange> call;

    private Watch(RunningShipments running, string token, string cursor)
        => call = running.Shipments.WatchShipments(new() { Cursor = cursor }, As(token));

    public static Watch Start(RunningShipments running, string token, string cursor) => new(running, token, cursor);

    public async Task<V1.ShipmentChange> Next()
        => await call.ResponseStream.MoveNext(patience.Token) ? call.ResponseStream.Current : throw new InvalidOperationException("It ended.");

    public async Task<IReadOnlyList<V1.ShipmentChange>> Until(Func<V1.ShipmentChange, bool> last)
    {
        var seen = new List<V1.ShipmentChange> { await Next() };
        while (!last(seen[^1])) seen.Add(await Next());
        return seen;
    }

    public ValueTask DisposeAsync()
    {
        call.Dispose();
        patience.Dispose();
        return ValueTask.CompletedTask;
    }
}
