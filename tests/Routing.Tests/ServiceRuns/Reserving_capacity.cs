using FluentAssertions;
using Logistics.EventStore;
using Logistics.Routing.Network;
using Logistics.Routing.ServiceRuns;
using Logistics.Specs;
using Xunit;

namespace Logistics.Routing.Tests.ServiceRuns;

public sealed class Reserving_capacity
{
    private static readonly RunId Run = new("line-1", SmallNetwork.Monday);

    [Fact]
    public void Holds_the_sections_that_the_goods_ride() => Given()
        .When(Reserve("shp-1", 0, 2, 600))
        .Then(Reserved("shp-1", 0, 2, 600));

    [Fact]
    public void Again_records_nothing() => Given(Reserved("shp-1", 0, 2, 600)).When(Reserve("shp-1", 0, 2, 600)).ThenNothing();

    [Fact]
    public void Is_refused_where_one_section_is_full() => Given(Reserved("shp-1", 1, 2, 600))
        .When(Reserve("shp-2", 0, 3, 401))
        .ThenRefused("capacity-exceeded");

    [Fact]
    public void Fills_a_section_to_the_last_kilogram() => Given(Reserved("shp-1", 1, 2, 600))
        .When(Reserve("shp-2", 0, 3, 400))
        .Then(Reserved("shp-2", 0, 3, 400));

    [Fact]
    public void Sections_one_after_the_other_do_not_add_up() => Given(Reserved("shp-1", 0, 1, 1000))
        .When(Reserve("shp-2", 1, 2, 1000))
        .Then(Reserved("shp-2", 1, 2, 1000));

    [Fact]
    public void What_was_released_is_free() => Given(Reserved("shp-1", 0, 3, 1000), new CapacityReleased("line-1", SmallNetwork.Monday, "shp-1"))
        .When(Reserve("shp-2", 0, 3, 1000))
        .Then(Reserved("shp-2", 0, 3, 1000));

    [Fact]
    public void Releasing_frees_all_that_a_shipment_holds() => Given(Reserved("shp-1", 0, 1, 500), Reserved("shp-1", 2, 3, 500))
        .When(run => ServiceRunDecider.Release(run, Run, "shp-1"))
        .Then(new CapacityReleased("line-1", SmallNetwork.Monday, "shp-1"))
        .Reservations.Should().BeEmpty();

    [Fact]
    public void Releasing_again_records_nothing() => Given(Reserved("shp-1", 0, 1, 500), new CapacityReleased("line-1", SmallNetwork.Monday, "shp-1"))
        .When(run => ServiceRunDecider.Release(run, Run, "shp-1"))
        .ThenNothing();

    [Fact]
    public void Is_refused_where_the_volume_or_the_places_are_full()
    {
        var bulky = new CapacityReserved("line-1", SmallNetwork.Monday, "shp-1", 0, 2, 10) { VolumeM3 = 39, Units = 11 };
        Given(bulky).When(Reserve(new("shp-2", 1, 2, new Load(10, 2, 1)))).ThenRefused("capacity-exceeded");
        Given(bulky).When(Reserve(new("shp-2", 1, 2, new Load(10, 1, 2)))).ThenRefused("capacity-exceeded");
        Given(bulky).When(Reserve(new("shp-2", 1, 2, new Load(10, 1, 1)))).Then(new CapacityReserved("line-1", SmallNetwork.Monday, "shp-2", 1, 2, 10) { VolumeM3 = 1, Units = 1 });
    }

    [Fact]
    public void Is_refused_where_the_run_is_cancelled_from_a_call_on_and_not_before_it()
    {
        Given(Cancelled(1)).When(Reserve("shp-1", 0, 2, 100)).ThenRefused("run-cancelled");
        Given(Cancelled(1)).When(Reserve("shp-1", 0, 1, 100)).Then(Reserved("shp-1", 0, 1, 100));
        Given(Cancelled(1), Cancelled(null)).When(Reserve("shp-1", 0, 2, 100)).Then(Reserved("shp-1", 0, 2, 100));
    }

    [Fact]
    public void Cancelling_again_records_nothing()
    {
        Given(Cancelled(1)).When(run => ServiceRunDecider.Cancel(run, Run, 1, "Streik")).ThenNothing();
        Given().When(run => ServiceRunDecider.Cancel(run, Run, null, "")).ThenNothing();
        Given(Cancelled(1)).When(run => ServiceRunDecider.Cancel(run, Run, 0, "Streik")).Then(Cancelled(0));
    }

    private static RunCancelled Cancelled(int? from) => new("line-1", SmallNetwork.Monday, from, "Streik");

    private static CapacityReserved Reserved(string shipmentId, int from, int to, double weight) =>
        new("line-1", SmallNetwork.Monday, shipmentId, from, to, weight);

    private static Func<ServiceRun, Decision> Reserve(string shipmentId, int from, int to, double weight) =>
        Reserve(new Reservation(shipmentId, from, to, new Load(weight)));

    private static Func<ServiceRun, Decision> Reserve(Reservation wanted) =>
        run => ServiceRunDecider.Reserve(run, Run, (1000, 40, 12), wanted);

    private static Given<ServiceRun> Given(params object[] events) => new(ServiceRunDecider.Stream, events);
}
