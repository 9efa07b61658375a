using FluentAssertions;
using Logistics.Shipments.Shipments;
using Logistics.Specs;
using Xunit;

namespace Logistics.Shipments.Tests;

public sealed class Estimating_a_shipment
{
    [Fact]
    public void Gives_its_milestones_and_its_arrival_a_time()
    {
        var e = Known.Estimate(Known.At(15, 20));
        var s = new Given<Shipment>(Shipment.Stream, [Known.Booked, Known.Assigned]).When(s => ShipmentDecider.ReviseEstimate(s, e)).Then(e);

        s.Arrival().Should().Be(Known.At(15, 20));
        s.Milestones[3].Estimated.Should().Be(Known.Around(Known.At(15, 20)));
    }

    [Fact]
    public void Again_records_nothing() => Ignored(Known.Estimate(Known.At(15, 20)), Known.Estimate(Known.At(15, 20)));

    [Fact]
    public void With_an_older_estimate_changes_nothing() => Ignored(Known.Estimate(Known.At(15, 20), 3), Known.Estimate(Known.At(15), 2));

    [Fact]
    public void For_another_plan_changes_nothing() => Ignored(Known.Estimate(Known.At(15)), Known.Estimate(Known.At(16), 9) with { ItineraryVersion = 2 });

    [Fact]
    public void After_delivery_changes_nothing()
        => Ignored(new ShipmentDelivered(Known.Local(Known.At(15))), Known.Estimate(Known.At(15)));

    private static void Ignored(object last, EstimateRevised e)
        => new Given<Shipment>(Shipment.Stream, [Known.Booked, Known.Assigned, last]).When(s => ShipmentDecider.ReviseEstimate(s, e)).ThenNothing();
}
