using FluentAssertions;
using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using Logistics.Routing.ServiceRuns;
using Xunit;
using static Logistics.Routing.Tests.SmallNetwork;

namespace Logistics.Routing.Tests.Planning;

public sealed class Planning_a_shipment
{
    private static readonly NetworkFacts Changing = WithHubs("DEDTM", "DEHAG", "DELUE")
        .With("direct", ("DEDTM", "06:00"), ("DELUE", "09:00"))
        .With("first", ("DEDTM", "06:00"), ("DEHAG", "06:30"))
        .With("second", ("DEHAG", "06:40"), ("DELUE", "07:20"));

    [Fact]
    public void Changes_where_that_is_faster_and_says_what_it_saved()
    {
        var plan = Plan(Changing, Query("DEDTM", "DELUE", "05:00", by: "10:00"));

        Services(plan).Should().Equal("first", "second");
        plan.Explanation.Should().Be(
            "Earliest arrival: 2 legs by way of DEHAG, at DELUE 23 Nov 07:20, 2 h 40 min before the appointment. "
            + "With 1 leg it would be 23 Nov 09:00.");
    }

    [Fact]
    public void Needs_the_minimum_transfer() =>
        Services(Plan(Changing.Delayed("first", 1), Query("DEDTM", "DELUE", "05:00"))).Should().Equal("direct");

    [Fact]
    public void Needs_no_transfer_to_stay_on_the_same_run() => Services(Plan(
            WithHubs("DEDTM", "DEHAG", "DELUE").With("through", ("DEDTM", "06:00"), ("DEHAG", "06:30"), ("DELUE", "07:00")),
            Query("DEDTM", "DELUE", "06:00")))
        .Should().Equal("through");

    [Fact]
    public void Prefers_fewer_legs_then_the_later_departure_among_equal_arrivals()
    {
        var equal = Changing
            .With("early", ("DEDTM", "05:30"), ("DELUE", "07:20"))
            .With("late", ("DEDTM", "05:50"), ("DELUE", "07:20"));

        Services(Plan(equal, Query("DEDTM", "DELUE", "05:00"))).Should().Equal("late");
    }

    [Fact]
    public void Finds_runs_of_yesterday_that_are_still_on_the_road() => Services(Plan(
            WithHubs("DEDTM", "ATVIE").With("long", ("DEDTM", "26:00"), ("ATVIE", "51:00")), Query("DEDTM", "ATVIE", "01:00")))
        .Should().Equal("long");

    [Fact]
    public void Goes_on_over_midnight_and_more_than_a_day()
    {
        var facts = WithHubs("DEDTM", "DEHAG", "ATVIE")
            .With("evening", ("DEDTM", "23:40"), ("DEHAG", "24:20")).With("long", ("DEHAG", "00:30"), ("ATVIE", "30:15"));

        var legs = ((Plan.Found)Plan(facts, Query("DEDTM", "ATVIE", "20:00"))).Legs;

        legs.Select(leg => leg.ServiceDate).Should().Equal(Monday, Monday.PlusDays(1));
        legs[^1].Arrival.Should().Be(At("54:15"));
    }

    [Fact]
    public void Passes_over_a_full_section() =>
        Services(Plan(Reserved("second", 950), Query("DEDTM", "DELUE", "05:00", weight: 51))).Should().Equal("direct");

    [Fact]
    public void Is_not_in_its_own_way() => Services(Plan(
            Reserved("second", 950), Query("DEDTM", "DELUE", "05:00", weight: 950) with { ShipmentId = "shp-1" }))
        .Should().Equal("first", "second");

    [Fact]
    public void Without_any_service_blames_the_network() =>
        None(Changing, Query("DELUE", "DEDTM", "05:00")).Should().Be((Constraints.Network, "No carrier service leads from DELUE to DEDTM"));

    [Fact]
    public void That_no_cold_run_can_carry_blames_the_temperature() => None(Changing, Query("DEDTM", "DELUE", "05:00", refrigerated: true))
        .Should().Be((Constraints.Temperature, "No refrigerated service leads from DEDTM to"));

    [Fact]
    public void Too_heavy_for_every_run_blames_the_capacity() => None(Changing, Query("DEDTM", "DELUE", "05:00", weight: 1001))
        .Should().Be((Constraints.Capacity, "No run from DEDTM to DELUE after 23 Nov 05:0"));

    [Fact]
    public void Too_late_for_its_appointment_blames_the_appointment() => None(Changing, Query("DEDTM", "DELUE", "05:00", by: "07:00"))
        .Should().Be((Constraints.Appointment, "The earliest of all ways arrives 23 Nov 07:2"));

    [Fact]
    public void To_an_unknown_hub_says_so() => None(Changing, Query("DEDTM", "DENIL", "05:00"))
        .Should().Be((Constraints.Network, "Hub DENIL is not in the network."));

    private static NetworkFacts Reserved(string service, double weight) => Changing
        .Apply(new CapacityReserved(service, Monday, "shp-1", 0, 1, weight));

    private static Plan Plan(NetworkFacts facts, PlanQuery query) => Planner.Plan(facts.Snapshot(), query);

    private static IEnumerable<string> Services(Plan plan) => ((Plan.Found)plan).Legs.Select(leg => leg.ServiceId);

    private static (string, string) None(NetworkFacts facts, PlanQuery query)
    {
        var none = (Plan.None)Plan(facts, query);
        return (none.Constraint, none.Explanation[..Math.Min(44, none.Explanation.Length)].TrimEnd());
    }
}
