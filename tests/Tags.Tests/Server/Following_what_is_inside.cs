using FluentAssertions;
using Grpc.Core;
using Logistics.Contracts.Shipments;
using Logistics.Contracts.Tags;
using Logistics.Specs;
using Logistics.Tags.V1;
using NodaTime;
using Xunit;
using static Logistics.Tags.Tests.Server.RunningTags;

namespace Logistics.Tags.Tests.Server;

[Trait("Needs", "Servers")]
[Collection(OneRunningTags.Name)]
public sealed class Following_what_is_inside(RunningTags tags)
{
    private static readonly Instant At = Now - Duration.FromHours(6);

    [Fact]
    public async Task A_carton_arrives_and_departs_with_its_pallet_and_its_truck()
    {
        var (gate, yard) = (await tags.Gateway("gw-in-out", "DEDTM", "dock-out"), await tags.Gateway("gw-in", "DEDTM"));
        await tags.Attached("in-truck", Unit(1), At);
        await Put(Min(1), Unit(2), Unit(3), Unit(4));
        await Put(Min(2), Unit(1), Unit(2));
        await tags.Posted(yard, Read(1, "in-truck", Min(10)));
        await tags.Posted(gate, Read(1, "in-truck", Min(20)));

        foreach (var unit in new[] { Unit(2), Unit(3), Unit(4) })
        {
            var arrived = await tags.Bus.Hears<HandlingUnitArrived>(m => m.HandlingUnitId == unit);
            (arrived.ContainerId, arrived.TagId, arrived.HubId, arrived.At.Instant).Should().Be((Unit(1), "device:in-truck", "DEDTM", Min(10)));
            arrived.Evidence.Should().ContainSingle().Which.ReadId.Should().StartWith("gw-in/ep-").And.EndWith("/1");
            (await tags.Bus.Hears<HandlingUnitDeparted>(m => m.HandlingUnitId == unit)).At.Instant.Should().Be(Min(20));
        }

        (await tags.Bus.Hears<HandlingUnitArrived>(m => m.HandlingUnitId == Unit(1))).ContainerId.Should().BeNull("its own tag was read");
    }

    [Fact]
    public async Task What_is_told_late_of_packing_is_made_up_for_and_taken_back()
    {
        var yard = await tags.Gateway("gw-in-late");
        await tags.Attached("in-late", Unit(11), At);
        await tags.Posted(yard, Read(1, "in-late", Min(10)));
        await tags.Bus.Hears<HandlingUnitArrived>(m => m.HandlingUnitId == Unit(11));

        await Put(Min(5), Unit(11), Unit(12), Unit(13));
        await tags.Bus.Hears<HandlingUnitArrived>(m => m.HandlingUnitId == Unit(12));
        await tags.Bus.Hears<HandlingUnitArrived>(m => m.HandlingUnitId == Unit(13));

        // One of them was not put in after all.
        await Take(Min(5), Unit(11), Unit(13));
        var withdrawn = await tags.Bus.Hears<HandlingUnitVisitWithdrawn>(m => m.HandlingUnitId == Unit(13));
        (withdrawn.ContainerId, withdrawn.Was.ArrivedAt.Instant, withdrawn.Was.DepartedAt).Should().Be((Unit(11), Min(10), null));

        await tags.Posted(yard, Read(2, "in-late", Min(7)));
        var amended = await tags.Bus.Hears<HandlingUnitVisitAmended>(m => m.HandlingUnitId == Unit(12));
        (amended.Was.ArrivedAt.Instant, amended.Now.ArrivedAt.Instant).Should().Be((Min(10), Min(7)));
        tags.Bus.Heard<HandlingUnitVisitAmended>(m => m.HandlingUnitId == Unit(13)).Should().BeEmpty();
        tags.Bus.Heard<HandlingUnitArrived>(m => m.HandlingUnitId == Unit(12)).Should().ContainSingle();
    }

    [Fact]
    public async Task Who_was_put_in_there_only_departs_and_who_was_taken_out_does_not()
    {
        var (gate, yard) = (await tags.Gateway("gw-in-part-out", "DEDTM", "dock-out"), await tags.Gateway("gw-in-part", "DEDTM"));
        await tags.Attached("in-part", Unit(21), At);
        await Put(Min(1), Unit(21), Unit(22));
        await Put(Min(15), Unit(21), Unit(23));
        await Take(Min(16), Unit(21), Unit(22));
        await tags.Posted(yard, Read(1, "in-part", Min(10)));
        await tags.Posted(gate, Read(1, "in-part", Min(20)));

        await tags.Bus.Hears<HandlingUnitDeparted>(m => m.HandlingUnitId == Unit(23));
        await tags.Bus.Hears<HandlingUnitArrived>(m => m.HandlingUnitId == Unit(22));
        tags.Bus.Heard<HandlingUnitArrived>(m => m.HandlingUnitId == Unit(23)).Should().BeEmpty();
        tags.Bus.Heard<HandlingUnitDeparted>(m => m.HandlingUnitId == Unit(22)).Should().BeEmpty();
    }

    [Fact]
    public async Task What_a_stranger_said_before_the_booking_is_taken_back_until_it_is_a_party()
    {
        var yard = await tags.Gateway("gw-in-stranger");
        await tags.Attached("in-stranger", Unit(31), At);
        await Put(Min(1), Unit(31), Unit(32));
        await tags.Posted(yard, Read(1, "in-stranger", Min(10)));
        await tags.Bus.Hears<HandlingUnitArrived>(m => m.HandlingUnitId == Unit(32));

        await Booked(1, "org-rival");
        (await tags.Bus.Hears<HandlingUnitVisitWithdrawn>(m => m.HandlingUnitId == Unit(32))).Was.ArrivedAt.Instant.Should().Be(Min(10));
        var where = await tags.Aggregations.WhereIsAsync(new() { HandlingUnitId = Unit(32), At = Hosting.Grpc.WireTime.ToTimestamp(Min(20)) }, tags.Rival);
        where.Containers.Should().BeEmpty();
        where.Whereabouts.Should().BeNull();
        await Refused.With(
            StatusCode.NotFound, "not-found", async () => await tags.Aggregations.WhereIsAsync(new() { HandlingUnitId = Unit(32) }, tags.Shipper));

        await Booked(2, "org-rival", "org-lenne");
        await Eventually.True(() => Task.FromResult(tags.Bus.Heard<HandlingUnitArrived>(m => m.HandlingUnitId == Unit(32)).Count() == 2), "it to count again");
        where = await tags.Aggregations.WhereIsAsync(new() { HandlingUnitId = Unit(32), At = Hosting.Grpc.WireTime.ToTimestamp(Min(20)) }, tags.Rival);
        where.Containers.Should().Equal(Unit(31));

        Task Booked(long version, params string[] parties) => tags.Bus.Say(
            new ShipmentBooked(
                new("shipment-shp-stranger", version, version), "shp-stranger", "R-1", "DEDTM", "DEHAG", At, Now, [new(Unit(32), 100)], null, parties, At), Guid.NewGuid());
    }

    private Task Put(Instant at, string parent, params string[] children) => Record(AggregationAction.Add, at, parent, children);

    private Task Take(Instant at, string parent, params string[] children) => Record(AggregationAction.Delete, at, parent, children);

    private async Task Record(AggregationAction action, Instant at, string parent, string[] children) => await tags.Aggregations.RecordAggregationAsync(
        new() { ParentId = parent, ChildIds = { children }, Action = action, At = Event(at), BizStep = "loading" }, tags.Shipper);

    private static string Unit(int number) => A_unit.Of("522000", number);

    private static Instant Min(int minutes) => At + Duration.FromMinutes(minutes);
}
