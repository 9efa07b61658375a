using FluentAssertions;
using Logistics.Routing.Hubs;
using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using Logistics.Routing.Roads;
using NodaTime;
using Xunit;
using static Logistics.Routing.Tests.Roads.RoadSamples;
using static Logistics.Routing.Tests.SmallNetwork;

namespace Logistics.Routing.Tests.Roads;

public sealed class Planning_with_road_legs
{
    [Fact]
    public void From_door_to_door_rides_the_timetable_between_them_and_says_what_is_driven()
    {
        var plan = (Plan.Found)PlanOf(WithLorry, FromDoorToDoor("06:00"));

        plan.Legs.Select(leg => (leg.ServiceId, leg.FromHubId, leg.ToHubId)).Should().Equal(
            ("h1", Door.Origin, "DEDTM"), ("line", "DEDTM", "DELUE"), ("h1", "DELUE", Door.Destination));
        plan.Legs[0].Departure.Should().Be(At("08:30"), "a lorry of 7 km leaves as late as the run's change allows");
        plan.Legs[0].Road.Should().Be(new RoadDrive(6.9, 7, 0, 0, "great-circle"));
        plan.Explanation.Should().Contain("By road from the door of collection to DEDTM: 6.9 km (great-circle), 7 min at the wheel.");
    }

    [Fact]
    public void Keeps_what_timetables_alone_arrive_in_time() =>
        ((Plan.Found)PlanOf(WithLorry, Query("DEDTM", "DELUE", "06:00"))).Legs.Single().ServiceId.Should().Be("line");

    [Fact]
    public void Takes_a_lorry_where_they_do_not()
    {
        var plan = (Plan.Found)PlanOf(WithLorry, Query("DEDTM", "DELUE", "06:00", by: "09:30"));

        plan.Legs.Should().ContainSingle().Which.Road.Should().NotBeNull();
        plan.Explanation.Should().Contain("Without it: The earliest of all ways arrives 23 Nov 10:00");
    }

    [Fact]
    public void Takes_a_lorry_to_a_hub_without_a_timetable() =>
        ((Plan.Found)PlanOf(WithLorry, Query("DEDTM", "DEHAG", "06:00"))).Legs.Single().ToHubId.Should().Be("DEHAG");

    [Fact]
    public void Takes_the_sooner_one_where_lorries_are_free_to_use() => ((Plan.Found)PlanOf(WithLorry, Query("DEDTM", "DELUE", "06:00") with { Roads = RoadUse.Freely }))
        .Legs.Single().ServiceId.Should().Be("h1");

    [Fact]
    public void Takes_none_between_hubs_where_they_are_only_wanted_to_doors() =>
        PlanOf(WithLorry, Query("DEDTM", "DEHAG", "06:00") with { Roads = RoadUse.OnlyToDoors }).Should().BeOfType<Plan.None>();

    [Fact]
    public void Without_a_haulier_names_that() => Constraint(Timetable, FromDoorToDoor("06:00")).Should().Be(Constraints.RoadLegs);

    [Fact]
    public void Out_of_reach_names_the_nearest_hub_and_how_far_lorries_drive()
    {
        var none = (Plan.None)PlanOf(With(Lorry with { ReachKm = 5 }), FromDoorToDoor("06:00"));

        none.Constraint.Should().Be(Constraints.RoadLegs);
        none.Explanation.Should().Contain("no haulier takes a leg of more than 5 km");
    }

    [Fact]
    public void Outside_the_hours_of_drivers_names_those()
    {
        var mornings = With(Lorry with { DriverHours = Days(6, 7) });

        var none = (Plan.None)PlanOf(mornings, FromDoorToDoor("08:00", by: "20:00"));

        none.Constraint.Should().Be(Constraints.DriverHours);
        none.Explanation.Should().Contain("could they drive at any time, it would be 23 Nov");
    }

    [Fact]
    public void Of_goods_that_no_lorry_takes_names_what_it_does_not_take() =>
        Constraint(WithLorry, FromDoorToDoor("06:00") with { Refrigerated = true }).Should().Be(Constraints.Temperature);

    [Fact]
    public void Meets_the_windows_of_the_docks_at_doors()
    {
        var query = FromDoorToDoor("06:00") with
        {
            CollectWindows = [new Window(At("07:00"), At("07:20"))],
            DeliverWindows = [new Window(At("14:00"), At("15:00"))],
        };

        var legs = ((Plan.Found)PlanOf(WithLorry, query)).Legs;

        legs[0].Departure.Should().Be(At("07:15"));
        legs[^1].Arrival.Should().BeGreaterThanOrEqualTo(At("14:00")).And.BeLessThan(At("15:00"));
    }

    [Fact]
    public void Orders_a_lorry_as_early_as_it_must_be() => ((Plan.Found)PlanOf(
            With(Lorry with { NoticeMinutes = 120 }), FromDoorToDoor("06:00", by: "23:00") with { OrderedAt = At("05:00"), Roads = RoadUse.Freely }))
        .Legs[0].Departure.Should().Be(At("07:00"));

    [Fact]
    public void Compares_the_lorry_with_the_timetable_by_cost_and_emissions()
    {
        var query = Query("DEDTM", "DELUE", "06:00", weight: 1000);
        var options = Comparison.Of(RoadPlanner.Comparable(WithLorry.Snapshot(), query), query, byCost: true);

        options.Should().HaveCountGreaterThan(0);
        options.Should().Contain(option => option.Legs[0].Road != null);
        options.Should().OnlyContain(option => option.Cost > 0 && option.Co2eKg > 0);
    }

    [Fact]
    public void Leaves_as_late_as_the_appointment_allows()
    {
        var query = FromDoorToDoor("06:00", by: "12:00");
        var (_, on) = RoadPlanner.Plan(WithLorry.Snapshot(), query);

        Planner.Latest(on, query)[0].Departure.Should().BeGreaterThanOrEqualTo(At("08:30"));
    }

    private static List<OpeningHours> Days(int opens, int closes) =>
        Enumerable.Range(1, 7).Select(day => new OpeningHours(day, new LocalTime(opens, 0), new LocalTime(closes, 0))).ToList();

    private static string Constraint(NetworkFacts facts, PlanQuery query) => ((Plan.None)PlanOf(facts, query)).Constraint;
}
