using FluentAssertions;
using Logistics.Shipments.HandlingUnits;
using Logistics.Shipments.Shipments;
using Logistics.Specs;
using NodaTime;
using Xunit;

namespace Logistics.Shipments.Tests;

public sealed class Claiming_a_handling_unit
{
    private static readonly HandlingUnitClaimed Claimed = new("shp-1", Known.Now);
    private static readonly HandlingUnitReleased Released = new("shp-1");
    private static readonly HandlingUnitSighted Sighted = new(MilestoneKind.Arrived, "DEDTM", Known.Read(Known.At(7)));

    [Fact]
    public void A_free_one_is_claimed() => Given().When(u => Claim(u, "shp-1")).Then(Claimed);

    [Fact]
    public void Again_records_nothing() => Given(Claimed).When(u => Claim(u, "shp-1")).ThenNothing();

    [Fact]
    public void One_in_use_is_refused() => Given(Claimed).When(u => Claim(u, "shp-2")).ThenRefused("handling-unit-in-use");

    [Fact]
    public void A_released_one_is_claimed_anew()
        => Given(Claimed, Released).When(u => Claim(u, "shp-2")).Then(new HandlingUnitClaimed("shp-2", Known.Now));

    [Fact]
    public void It_is_released_once()
    {
        Given(Claimed).When(u => HandlingUnitDecider.Release(u, "shp-1")).Then(Released);
        Given(Claimed, Released).When(u => HandlingUnitDecider.Release(u, "shp-1")).ThenNothing();
    }

    [Fact]
    public void Another_shipment_releases_nothing() => Given(Claimed).When(u => HandlingUnitDecider.Release(u, "shp-2")).ThenNothing();

    [Fact]
    public void What_nobody_booked_is_kept_once()
    {
        Given().When(u => HandlingUnitDecider.Sight(u, Sighted)).Then(Sighted);
        Given(Sighted).When(u => HandlingUnitDecider.Sight(u, Sighted)).ThenNothing();
    }

    [Fact]
    public void A_fact_belongs_to_the_shipment_of_its_time()
    {
        var unit = Given(Claimed, Released, new HandlingUnitClaimed("shp-2", Known.At(18))).State;

        unit.At(Known.Now - Duration.FromMinutes(1)).Should().BeNull();
        unit.At(Known.At(12))!.ShipmentId.Should().Be("shp-1");
        unit.At(Known.At(17, 59))!.ShipmentId.Should().Be("shp-1", "it was released, and nobody else had it yet");
        unit.At(Known.At(18))!.ShipmentId.Should().Be("shp-2");
    }

    private static Given<HandlingUnit> Given(params object[] events) => new(HandlingUnit.Stream, events);

    private static EventStore.Decision Claim(HandlingUnit unit, string shipment) => HandlingUnitDecider.Claim(unit, Known.Unit, shipment, Known.Now);
}
