using FluentAssertions;
using Google.Protobuf.WellKnownTypes;
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
        (await Count(new() { PartyId = Known.Hub })).Should().Be(1);
        (await Count(new() { PartyId = "org-stranger" })).Should().Be(0);
        (await Count(new() { OriginHubId = "DEDTM", DestinationHubId = "DESIE" })).Should().Be(1);
        (await Count(new() { OriginHubId = "DESIE" })).Should().Be(0);
        (await Count(new() { WithExceptions = true })).Should().Be(0);
        (await Count(new() { Reference = request.Reference.ToLowerInvariant() })).Should().Be(1);
        (await Count(new() { Reference = request.Reference[..8] })).Should().Be(0, "a reference is whole");
        (await Count(new() { DueFrom = Due(18), DueBefore = Due(19) })).Should().Be(1, "19:00 in Berlin");
        (await Count(new() { DueFrom = Due(19) })).Should().Be(0);
        (await Count(new() { BookedFrom = Due(0) })).Should().Be(1);
        (await Count(new() { BookedBefore = Due(0) })).Should().Be(0);

        static Timestamp Due(int hour) => Timestamp.FromDateTime(new(2026, hour == 0 ? 1 : 11, 20, hour, 0, 0, DateTimeKind.Utc));

        async Task<int> Count(V1.ListShipmentsRequest query)
        {
            query.Text = request.Reference;
            query.MinPosition = booked.Position;
            return (await running.Shipments.ListShipmentsAsync(query, As("shipper"))).Shipments.Count;
        }
    }

    [Fact]
    public async Task Those_with_exceptions_are_found_by_kind_until_they_are_resolved()
    {
        var shipment = await A_planned_shipment.Booked(running);
        await running.Bus.Say(Messages.NoPlan(shipment.Id));
        var item = await shipment.HasWorkItem(V1.WorkItemKind.NoPlan);
        await shipment.Becomes(s => s.OpenWorkItems == 1, "raised");
        (await Ids(new() { WithExceptions = true })).Should().Contain(shipment.Id);
        (await Ids(new() { ExceptionKinds = { V1.WorkItemKind.NoPlan, V1.WorkItemKind.Late } })).Should().Contain(shipment.Id);
        (await Ids(new() { ExceptionKinds = { V1.WorkItemKind.Late } })).Should().NotContain(shipment.Id);
        await running.WorkItems.ResolveWorkItemAsync(new() { IdempotencyKey = item.Id, WorkItemId = item.Id, Note = "By hand." }, As("dispatcher"));
        await shipment.Becomes(s => s.OpenWorkItems == 0, "resolved");
        (await Ids(new() { WithExceptions = true })).Should().NotContain(shipment.Id);

        async Task<IEnumerable<string>> Ids(V1.ListShipmentsRequest query)
        {
            query.PageSize = 500;
            return (await running.Shipments.ListShipmentsAsync(query, As("dispatcher"))).Shipments.Select(s => s.Id);
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
