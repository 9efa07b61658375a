using FluentAssertions;
using Logistics.EventStore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static Logistics.Shipments.Tests.RunningShipments;

namespace Logistics.Shipments.Tests;

[Trait("Needs", "Servers")]
[Collection(Running.Name)]
public sealed class Listing_shipments(RunningShipments running)
{
    [Fact]
    public async Task Pages_go_from_the_newest_to_the_oldest_without_gap_or_repetition()
    {
        var prefix = $"PAGE-{Guid.NewGuid():N}"[..12];
        var booked = new List<string>();
        long position = 0;
        for (var i = 0; i < 5; i++)
        {
            var request = A_booking.Good();
            request.Reference = $"{prefix}-{i}";
            var answer = await running.Shipments.BookShipmentAsync(request, As("shipper"));
            position = answer.Position;
            booked.Insert(0, answer.ShipmentId);
        }

        var listed = new List<string>();
        var token = "";
        do
        {
            var page = await running.Shipments.ListShipmentsAsync(
                new() { PageSize = 2, PageToken = token, Text = prefix, MinPosition = position }, As("shipper"));
            page.Position.Should().BeGreaterThanOrEqualTo(position);
            listed.AddRange(page.Shipments.Select(s => s.Id));
            token = page.NextPageToken;
        }
        while (token.Length > 0);

        listed.Should().Equal(booked);
    }

    [Fact]
    public async Task It_is_found_by_the_start_of_its_reference_its_id_and_its_units_in_any_case()
    {
        var request = A_booking.Good();
        request.Reference = $"Ref-{Guid.NewGuid():N}"[..20];
        var booked = await running.Shipments.BookShipmentAsync(request, As("shipper"));
        foreach (var text in new[] { request.Reference[..16].ToUpperInvariant(), booked.ShipmentId, request.HandlingUnits[0].Id })
        {
            var found = await running.Shipments.ListShipmentsAsync(new() { Text = text, MinPosition = booked.Position }, As("shipper"));
            found.Shipments.Select(s => s.Id).Should().Equal(booked.ShipmentId);
        }
    }

    [Fact]
    public async Task Filters_narrow_it_down()
    {
        var request = A_booking.Good();
        var booked = await running.Shipments.BookShipmentAsync(request, As("shipper"));
        (await Count(new() { States = { V1.ShipmentState.Booked } })).Should().Be(1);
        (await Count(new() { States = { V1.ShipmentState.Delivered } })).Should().Be(0);
        (await Count(new() { HubId = "DESIE" })).Should().Be(1);
        (await Count(new() { HubId = "NLRTM" })).Should().Be(0);
        (await Count(new() { LateOnly = true })).Should().Be(0);

        async Task<int> Count(V1.ListShipmentsRequest query)
        {
            query.Text = request.Reference;
            query.MinPosition = booked.Position;
            return (await running.Shipments.ListShipmentsAsync(query, As("shipper"))).Shipments.Count;
        }
    }

    /// <summary>Row-level security, the feed and the terms come out the same from the log alone.</summary>
    [Theory]
    [InlineData("ShipmentList")]
    [InlineData("TransportOrderList")]
    [InlineData("WorkItemList")]
    [InlineData("TrackingLinks")]
    public async Task A_rebuild_from_the_log_gives_the_same_rows(string projection)
    {
        await running.Shipments.BookShipmentAsync(A_booking.Good(), As("shipper"));
        var rebuilder = running.Services.GetRequiredService<ProjectionRebuilder>();
        (await rebuilder.Verify(projection, CancellationToken.None)).Should().BeEmpty();
    }
}
