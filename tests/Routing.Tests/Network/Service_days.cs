using FluentAssertions;
using Logistics.Routing.Network;
using Logistics.Routing.ServiceRuns;
using NodaTime;
using Xunit;

namespace Logistics.Routing.Tests.Network;

/// <summary>Times count from local noon minus twelve hours.</summary>
public sealed class Service_days
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    [Fact]
    public void Begin_at_midnight_on_most_days() =>
        ServiceDay.Start(new LocalDate(2026, 11, 23), Berlin).Should().Be(Instant.FromUtc(2026, 11, 22, 23, 0));

    [Fact]
    public void Begin_at_23_hours_where_the_clocks_go_forward() =>
        ServiceDay.Start(new LocalDate(2019, 3, 31), Berlin).InZone(Berlin).LocalDateTime.Should().Be(new LocalDateTime(2019, 3, 30, 23, 0));

    [Fact]
    public void Begin_at_one_where_the_clocks_go_back() =>
        ServiceDay.Start(new LocalDate(2019, 10, 27), Berlin).InZone(Berlin).ToString("HH:mm o<g>", null).Should().Be("01:00 +02");

    [Theory]
    [InlineData("2019-03-30", "2019-03-30T00:30:00Z", "2019-03-30T03:00:00Z")]
    [InlineData("2019-03-31", "2019-03-30T23:30:00Z", "2019-03-31T02:00:00Z")]
    [InlineData("2019-10-27", "2019-10-27T00:30:00Z", "2019-10-27T03:00:00Z")]
    public void Keep_a_night_run_as_long_as_the_timetable_says(string day, string leaves, string arrives)
    {
        var facts = SmallNetwork.WithHubs("DEDTM", "DEHAM").With("night", SmallNetwork.Service(("DEDTM", "01:30"), ("DEHAM", "04:00"))
            with
        { ValidFrom = new LocalDate(2019, 1, 1) });

        var run = RunTimes.Of(facts, new RunId("night", LocalDate.FromDateTime(DateTime.Parse(day, null))))!;

        run.Calls[0].Departure.ToString().Should().Be(leaves);
        run.Calls[1].Arrival.ToString().Should().Be(arrives);
    }

    [Fact]
    public void Each_hub_counts_in_its_own_zone()
    {
        var facts = SmallNetwork.WithHubs("DEDTM")
            .Apply(new Routing.Hubs.HubRegistered("GBLON", SmallNetwork.Hub("London", zone: "Europe/London")))
            .With("air", ("DEDTM", "08:00"), ("GBLON", "08:30"));

        var run = RunTimes.Of(facts, new RunId("air", SmallNetwork.Monday))!;

        (run.Calls[1].Arrival - run.Calls[0].Departure).Should().Be(Duration.FromMinutes(90));
    }
}
