using FluentAssertions;
using Logistics.Routing.CarrierServices;
using Logistics.Routing.Network;
using Logistics.Routing.ServiceRuns;
using Logistics.Routing.SpeedRestrictions;
using Xunit;
using static Logistics.Routing.Tests.SmallNetwork;

namespace Logistics.Routing.Tests.Network;

public sealed class Delays
{
    private static readonly NetworkFacts Plain = WithHubs("DEDTM", "DEHAG", "DELUE")
        .With("a", ("DEDTM", "06:00"), ("DEHAG", "06:30"), ("DELUE", "07:00"))
        .With("b", ("DEDTM", "06:10"), ("DEHAG", "06:40"));

    [Fact]
    public void Are_laid_over_the_timetable_from_the_call_on()
    {
        var run = RunTimes.Of(Plain.Delayed("a", 20, fromCall: 1), new RunId("a", Monday))!;

        run.Calls.Select(call => call.Departure).Should().Equal(At("06:00"), At("06:50"), At("07:20"));
    }

    [Fact]
    public void That_shrink_never_make_a_run_arrive_before_it_left()
    {
        var run = RunTimes.Of(Plain.Delayed("a", 90).Delayed("a", 0, fromCall: 2), new RunId("a", Monday))!;

        run.Calls.Select(call => call.Departure).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
    }

    [Fact]
    public void Make_a_new_snapshot_that_equals_one_built_anew()
    {
        var before = Plain.Snapshot();
        var facts = Plain.Delayed("a", 45);

        var patched = before.WithRun(facts, new RunId("a", Monday));

        Timetable(patched).Should().Equal(Timetable(facts.Snapshot()));
        Timetable(before).Should().Equal(Timetable(Plain.Snapshot()), "a snapshot does not change");
        Connections(patched).Select(c => c.Departure).Should().BeInAscendingOrder();
    }

    [Fact]
    public void Are_passed_on_to_the_run_that_the_vehicle_makes_next_as_far_as_its_turnaround_does_not_take_them_up()
    {
        var facts = Plain.With("next", Service(("DELUE", "07:30"), ("DEDTM", "08:30")) with { Continues = new SameVehicle("a", 0, 20) })
            .With("after", Service(("DEDTM", "08:45"), ("DEHAG", "09:15")) with { Continues = new SameVehicle("next", 0, 5) });
        var late = facts.Delayed("a", 25);

        // Ten minutes of the turnaround are to spare, then another ten.
        RunTimes.Of(late, new RunId("next", Monday))!.Calls[0].Departure.Should().Be(At("07:45"));
        RunTimes.Of(late, new RunId("after", Monday))!.Calls[0].Departure.Should().Be(At("08:50"));
        Timetable(facts.Snapshot().WithRun(late, new RunId("a", Monday))).Should().Equal(Timetable(late.Snapshot()));
    }

    [Fact]
    public void By_slow_sections_count_for_what_leaves_in_that_time_and_are_gone_when_lifted()
    {
        var slow = new SlowSection("DEDTM", "DEHAG", "road", At("06:00"), At("06:10"), 50, "Baustelle");
        var restricted = Plain.Apply(new SpeedRestricted("r1", slow));

        RunTimes.Of(restricted, new RunId("a", Monday))!.Calls.Select(call => call.Arrival).Should().Equal(At("06:00"), At("06:45"), At("07:15"));
        RunTimes.Of(restricted, new RunId("b", Monday))!.Calls[1].Arrival.Should().Be(At("06:40"), "it leaves when the section is free again");
        Timetable(Plain.Snapshot().WithSection(restricted, "DEDTM", "DEHAG")).Should().Equal(Timetable(restricted.Snapshot()));
        Timetable(restricted.Apply(new SpeedRestricted("r1", slow with { To = slow.From })).Snapshot()).Should().Equal(Timetable(Plain.Snapshot()));
    }

    [Fact]
    public void A_cancelled_run_leaves_no_call_from_there_on_and_comes_back()
    {
        var cancelled = Plain.Apply(new RunCancelled("a", Monday, 1, "Streik"));
        var run = new RunId("a", Monday);
        var patched = Plain.Snapshot().WithRun(cancelled, run);

        Connections(patched).Count().Should().Be(Connections(Plain.Snapshot()).Count() - 1);
        Timetable(patched).Should().Equal(Timetable(cancelled.Snapshot()));
        Timetable(patched.WithRun(cancelled.Apply(new RunCancelled("a", Monday, null, "")), run)).Should().Equal(Timetable(Plain.Snapshot()));
    }

    private static IEnumerable<string> Timetable(NetworkSnapshot network) => Connections(network)
        .Select(c => $"{network.At(c.Departure)} {network.At(c.Arrival)} {network.Runs[c.Run].Id} {c.Call}")
        .Order(StringComparer.Ordinal);

    private static IEnumerable<Connection> Connections(NetworkSnapshot network) =>
        Enumerable.Range(0, network.Timetable.ConnectionCount).Select(number => network.Timetable[number]);
}
