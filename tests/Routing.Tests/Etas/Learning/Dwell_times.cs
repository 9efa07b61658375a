using FluentAssertions;
using Logistics.Routing.Etas.Learning;
using Xunit;

namespace Logistics.Routing.Tests.Etas.Learning;

public sealed class Dwell_times
{
    [Fact]
    public void Untaught_all_leave_on_time() => DwellTimes.Untaught.Estimate("DEDTM", "road").Should().Be(new Dwell(0, 0, 0, 0));

    [Fact]
    public void A_hub_that_is_late_as_a_rule_is_told_so() =>
        new DwellTimes(Departures("DEDTM", 40, 15)).Estimate("DEDTM", "road").Should().Match<Dwell>(dwell => dwell.P50 == 15 && dwell.Departures == 40);

    [Fact]
    public void A_few_late_departures_are_chance() => new DwellTimes(Departures("DEDTM", 3, 15)).Estimate("DEDTM", "road").P50.Should().Be(0);

    [Fact]
    public void An_unknown_hub_is_like_the_others_by_the_same_mode()
    {
        var dwells = new DwellTimes(Departures("DEDTM", 40, 15));

        dwells.Estimate("DEHAG", "road").P50.Should().Be(15);
        dwells.Estimate("DEHAG", "rail").P50.Should().Be(0);
    }

    [Fact]
    public void Early_departures_make_nothing_earlier() => new DwellTimes(Departures("DEDTM", 40, -5)).Estimate("DEDTM", "road").P50.Should().Be(0);

    private static List<DepartureOutcome> Departures(string hub, int count, double late) =>
        Enumerable.Repeat(new DepartureOutcome(hub, "road", late), count).ToList();
}
