using FluentAssertions;
using Logistics.EventStore;
using Logistics.Routing.ServiceRuns;
using Logistics.Specs;
using Xunit;

namespace Logistics.Routing.Tests.ServiceRuns;

public sealed class Reporting_a_delay
{
    private static readonly RunId Run = new("line-1", SmallNetwork.Monday);

    [Fact]
    public void Holds_from_the_call_on() =>
        Given().When(Report(1, 20)).Then(Delayed(1, 20)).Delays.Should().ContainSingle();

    [Fact]
    public void Again_records_nothing() => Given(Delayed(1, 20)).When(Report(1, 20)).ThenNothing();

    [Fact]
    public void No_delay_where_none_was_said_records_nothing() => Given().When(Report(0, 0)).ThenNothing();

    [Fact]
    public void On_time_again_from_a_later_call_keeps_what_was_said_of_the_earlier_ones()
    {
        var run = Given(Delayed(0, 20)).When(Report(2, 0)).Then(Delayed(2, 0));

        run.DelayAt(1)!.Minutes.Should().Be(20);
        run.DelayAt(2)!.Minutes.Should().Be(0);
    }

    [Fact]
    public void From_an_earlier_call_replaces_what_was_said_of_later_ones() =>
        Given(Delayed(2, 20)).When(Report(0, 5)).Then(Delayed(0, 5)).DelayAt(3)!.Minutes.Should().Be(5);

    private static DelayReported Delayed(int call, int minutes) => new("line-1", SmallNetwork.Monday, call, minutes, "Stau");

    private static Func<ServiceRun, Decision> Report(int call, int minutes) =>
        run => ServiceRunDecider.ReportDelay(run, Run, new Delay(call, minutes, "Stau"));

    private static Given<ServiceRun> Given(params object[] events) => new(ServiceRunDecider.Stream, events);
}
