using Logistics.Shipments.Shipments;
using Logistics.Specs;
using Xunit;

namespace Logistics.Shipments.Tests;

public sealed class Booking_a_shipment
{
    [Fact]
    public void The_hub_becomes_its_freight_forwarder() => Book(Known.Booking).Then(Known.Booked);

    [Fact]
    public void Where_the_hub_is_a_party_already_it_stays_what_it_is()
    {
        Party[] parties = [new(PartyRole.Consignor, Known.Hub, null)];
        Book(Known.Booking with { Parties = parties }).Then(Known.Booked with { Parties = parties });
    }

    [Fact]
    public void Again_records_nothing()
        => new Given<Shipment>(Shipment.Stream, [Known.Booked]).When(s => ShipmentDecider.Book(s, Known.Booking, Known.Hub, Known.Now)).ThenNothing();

    [Fact]
    public void Without_units_is_refused() => Refused(Known.Booking with { HandlingUnits = [] }, "no-handling-units");

    [Fact]
    public void With_too_many_units_is_refused()
        => Refused(Known.Booking with { HandlingUnits = [.. Enumerable.Range(1, 201).Select(n => Unit(Known.Sscc(n)))] }, "too-many-handling-units");

    [Fact]
    public void A_unit_named_twice_is_refused()
        => Refused(Known.Booking with { HandlingUnits = [Unit(Known.Unit), Unit(Known.Unit)] }, "duplicate-handling-unit");

    [Theory]
    [InlineData("340123450000000010")]
    [InlineData("34012345000000001")]
    [InlineData("34012345000000001٤")]
    [InlineData("PALLET-7")]
    public void A_unit_without_a_good_sscc_is_refused(string id) => Refused(Known.Booking with { HandlingUnits = [Unit(id)] }, "invalid-sscc");

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(100_000.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_weight_out_of_range_is_refused(double kg)
        => Refused(Known.Booking with { HandlingUnits = [Unit(Known.Unit) with { GrossWeightKg = kg }] }, "weight-out-of-range");

    [Theory]
    [InlineData(-0.5)]
    [InlineData(200.5)]
    [InlineData(double.NaN)]
    public void A_volume_out_of_range_is_refused(double m3)
        => Refused(Known.Booking with { HandlingUnits = [Unit(Known.Unit) with { VolumeM3 = m3 }] }, "volume-out-of-range");

    [Theory]
    [InlineData(8, 2, 10)]
    [InlineData(2, 2, 10)]
    [InlineData(double.NaN, 8, 10)]
    [InlineData(2, double.PositiveInfinity, 10)]
    [InlineData(2, 8, -1)]
    public void A_temperature_band_that_is_none_is_refused(double min, double max, int minutes)
        => Refused(Known.Booking with { Temperature = new(min, max, minutes) }, "temperature-out-of-range");

    [Theory]
    [InlineData("Humidity", null, null, 0)]
    [InlineData("Humidity", null, 100.5, 0)]
    [InlineData("Humidity", -1.0, null, 0)]
    [InlineData("Humidity", 60.0, 60.0, 0)]
    [InlineData("Shock", null, double.NaN, 0)]
    [InlineData("Shock", null, 1_001.0, 0)]
    [InlineData("Light", null, 50.0, 1_441)]
    public void Limits_that_are_none_are_refused(string kind, double? min, double? max, int minutes)
        => Refused(Known.Booking with { Conditions = [new(Enum.Parse<ConditionKind>(kind), min, max, minutes)] }, "condition-out-of-range");

    [Fact]
    public void Limits_of_a_kind_twice_are_refused()
        => Refused(Known.Booking with { Conditions = [new(ConditionKind.Light, null, 50, 5), new(ConditionKind.Light, null, 80, 60)] }, "condition-out-of-range");

    [Fact]
    public void With_limits_of_every_kind_keeps_them()
    {
        ConditionLimits[] limits = [new(ConditionKind.Humidity, 30, 65, 60), new(ConditionKind.Shock, null, 5, 0), new(ConditionKind.Light, null, 50, 5)];
        Book(Known.Booking with { Conditions = limits }).Then(Known.Booked with { Conditions = limits });
    }

    [Fact]
    public void From_a_hub_to_itself_is_refused()
        => Refused(Known.Booking with { Route = Known.Route with { DestinationHubId = "DEDTM" } }, "same-origin-and-destination");

    [Fact]
    public void An_appointment_before_the_goods_are_ready_is_refused()
        => Refused(Known.Booking with { Route = Known.Route with { ArriveBy = Known.Route.ReadyAt } }, "deadline-before-ready");

    [Fact]
    public void Times_are_compared_as_instants_not_as_clocks()
    {
        // 10:30 in New York is after 10:00 in Berlin, by more than the clocks say.
        var route = Known.Route with { ArriveBy = new(new(2026, 11, 20, 10, 30), "America/New_York") };
        Book(Known.Booking with { Route = route }).Then(Known.Booked with { Route = route });
    }

    private static ShippedUnit Unit(string id) => new(id, "PX", 100, null);

    private static When<Shipment> Book(BookShipment command)
        => new Given<Shipment>(Shipment.Stream, []).When(s => ShipmentDecider.Book(s, command, Known.Hub, Known.Now));

    private static void Refused(BookShipment command, string reason) => Book(command).ThenRefused(reason);
}
