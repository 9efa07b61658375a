using Logistics.Specs;
using Logistics.Tags.ShipmentWatches;
using Xunit;

namespace Logistics.Tags.Tests.ShipmentWatches;

public sealed class Naming_parties
{
    private const string Unit = "106141412345678908";
    private static readonly ShipmentPartiesNamed Booked = new("shp-1", [Unit], ["org-lenne", "org-ruhr"], 1, 1);

    [Fact]
    public void Comes_with_the_booking() => Given().When(w => ShipmentWatch.Name(w, "shp-1", [Unit], ["org-lenne", "org-ruhr"], 1)).Then(Booked);

    [Fact]
    public void Again_records_nothing() => Given(Booked).When(w => ShipmentWatch.Name(w, "shp-1", [Unit], ["org-lenne", "org-ruhr"], 1)).ThenNothing();

    [Fact]
    public void An_amendment_changes_what_it_names() => Given(Booked).When(w => ShipmentWatch.Name(w, "shp-1", null, ["org-lenne"], 4))
        .Then(Booked with { Parties = ["org-lenne"], PartiesAsOf = 4 });

    [Fact]
    public void The_booking_after_its_amendment_fills_in_what_that_left_open()
        => Given(new ShipmentPartiesNamed("shp-1", [], ["org-lenne"], 0, 4)).When(w => ShipmentWatch.Name(w, "shp-1", [Unit], ["org-lenne", "org-ruhr"], 1))
            .Then(new ShipmentPartiesNamed("shp-1", [Unit], ["org-lenne"], 1, 4));

    [Fact]
    public void Of_a_shipment_that_has_ended_is_kept_for_its_reopening()
        => Given(Booked, new ShipmentWatchEnded("shp-1", 3)).When(w => ShipmentWatch.Name(w, "shp-1", null, ["org-lenne"], 4))
            .Then(Booked with { Parties = ["org-lenne"], PartiesAsOf = 4 });

    private static Given<ShipmentWatch> Given(params object[] events) => new(ShipmentWatch.Stream, events);
}
