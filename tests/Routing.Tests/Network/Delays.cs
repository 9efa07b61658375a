using FluentAssertions;
using Logistics.Routing.Network;
using Logistics.Routing.ServiceRuns;
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

    private static IEnumerable<string> Timetable(NetworkSnapshot network) => Connections(network)
        .Select(c => $"{network.At(c.Departure)} {network.At(c.Arrival)} {network.Runs[c.Run].Id} {c.Call}")
        .Order(StringComparer.Ordinal);

    private static IEnumerable<Connection> Connections(NetworkSnapshot network) =>
        Enumerable.Range(0, network.Timetable.ConnectionCount).Select(number => network.Timetable[number]);
}
