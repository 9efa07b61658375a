using FluentAssertions;
using Logistics.Shipments.Shipments;
using Logistics.Specs;
using Xunit;

namespace Logistics.Shipments.Tests;

public sealed class Booking_special_goods
{
    private static readonly DangerousGoods Petrol = new("UN1203", "3", PackingGroup.II, "PETROL");
    private static readonly Appointment Noon = new(new(2026, 11, 20, 12, 0), "Europe/Berlin");

    [Fact]
    public void Dimensions_dangerous_goods_references_and_windows_are_booked()
    {
        var unit = Unit with { Dimensions = new(120, 80, 145), DangerousGoods = [Petrol, new("UN0012", "1.4S", PackingGroup.None, "CARTRIDGES")] };
        var route = Known.Route with { CollectBy = Noon, DeliverFrom = Noon };
        Reference[] references = [new(ReferenceKind.Order, "ON 1")];
        Book(Known.Booking with { HandlingUnits = [unit], Route = route, References = references })
            .Then(Known.Booked with { HandlingUnits = [unit], Route = route, References = references }).References.Should().Equal(references);
    }

    [Theory]
    [InlineData("1203", "3", 2)]
    [InlineData("UN12O3", "3", 2)]
    [InlineData("UN1203", "3.7", 2)]
    [InlineData("UN1203", "", 2)]
    [InlineData("UN0012", "1.4T", 0)]
    [InlineData("UN0012", "1.4S", 2)]
    [InlineData("UN1978", "2.1", 1)]
    public void Goods_that_are_declared_wrongly_are_refused(string number, string hazardClass, int group)
        => Book(With(Unit with { DangerousGoods = [new(number, hazardClass, (PackingGroup)group, "X")] })).ThenRefused("invalid-dangerous-goods");

    [Fact]
    public void Too_many_goods_in_a_unit_are_refused()
        => Book(With(Unit with { DangerousGoods = [.. Enumerable.Repeat(Petrol, 51)] })).ThenRefused("invalid-dangerous-goods");

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(2001)]
    public void Dimensions_out_of_range_are_refused(int cm)
        => Book(With(Unit with { Dimensions = new(120, cm, 100) })).ThenRefused("dimensions-out-of-range");

    [Fact]
    public void A_window_that_ends_before_it_begins_is_refused()
    {
        Book(Known.Booking with { Route = Known.Route with { CollectBy = new(new(2026, 11, 20, 9, 0), "Europe/Berlin") } }).ThenRefused("window-out-of-order");
        Book(Known.Booking with { Route = Known.Route with { DeliverFrom = new(new(2026, 11, 20, 19, 1), "Europe/Berlin") } }).ThenRefused("window-out-of-order");
    }

    private static ShippedUnit Unit => new(Known.Unit, "PX", 320.5, 1.2);

    private static BookShipment With(ShippedUnit unit) => Known.Booking with { HandlingUnits = [unit] };

    private static When<Shipment> Book(BookShipment command)
        => new Given<Shipment>(Shipment.Stream, []).When(s => ShipmentDecider.Book(s, command, Known.Hub, Known.Now));
}
