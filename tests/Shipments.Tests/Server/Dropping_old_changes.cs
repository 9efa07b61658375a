using FluentAssertions;
using Grpc.Core;
using Logistics.EventStore;
using Logistics.Shipments.Feeds;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Xunit;
using static Logistics.Shipments.Tests.RunningShipments;

namespace Logistics.Shipments.Tests;

[Trait("Needs", "Servers")]
[Collection(Running.Name)]
public sealed class Dropping_old_changes(RunningShipments running)
{
    [Fact]
    public async Task A_cursor_from_before_is_told_so_and_one_from_after_goes_on()
    {
        var (before, _) = await CaughtUp("");
        await Booked();
        var (after, _) = await CaughtUp("");
        await Sweep(Duration.FromDays(31));

        await Refused.With(StatusCode.OutOfRange, "cursor-too-old", async () => await CaughtUp(before));
        (await CaughtUp(after)).Changes.Should().BeEmpty();
        var booked = await Booked();
        (await CaughtUp(after)).Changes.Should().ContainSingle().Which.Shipment.Id.Should().Be(booked);
        (await CaughtUp("")).Changes.Select(c => c.Shipment.Id).Should().Contain(booked, "a snapshot needs no changes");
    }

    [Fact]
    public async Task What_is_younger_stays_and_a_rebuild_still_verifies()
    {
        var (cursor, _) = await CaughtUp("");
        await Booked();
        await Sweep(Duration.FromDays(29));
        (await CaughtUp(cursor)).Changes.Should().ContainSingle();

        await Sweep(Duration.FromDays(31));
        await Sweep(Duration.FromDays(31));
        (await running.Scalar<long>("select count(*) from shipment_change") + await running.Scalar<long>("select count(*) from shipment_feed")).Should().Be(0);
        (await running.Services.GetRequiredService<ProjectionRebuilder>().Verify("ShipmentList", default)).Should().BeEmpty();
    }

    /// <summary>And in the feed.</summary>
    private async Task<string> Booked()
    {
        var booked = await running.Shipments.BookShipmentAsync(A_booking.Good(), As("shipper"));
        return (await running.Shipments.GetShipmentAsync(new() { ShipmentId = booked.ShipmentId, MinPosition = booked.Position }, As("shipper"))).Id;
    }

    /// <summary>As if so long had passed.</summary>
    private Task Sweep(Duration ahead)
        => running.Services.GetRequiredService<FeedRetention>().Sweep(SystemClock.Instance.GetCurrentInstant() + ahead, default);

    private async Task<(string Cursor, IReadOnlyList<V1.ShipmentChange> Changes)> CaughtUp(string cursor)
    {
        using var watch = running.Shipments.WatchShipments(new() { Cursor = cursor }, As("shipper"));
        var changes = new List<V1.ShipmentChange>();
        while (await watch.ResponseStream.MoveNext(CancellationToken.None))
        {
            if (watch.ResponseStream.Current.CaughtUp) return (watch.ResponseStream.Current.Cursor, changes);
            changes.Add(watch.ResponseStream.Current);
        }

        throw new InvalidOperationException("The watch ended.");
    }
}
