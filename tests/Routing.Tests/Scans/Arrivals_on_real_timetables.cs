using FluentAssertions;
using Logistics.Routing.Network.Gtfs;
using Logistics.Routing.Oracle;
using Logistics.Routing.Planning.Scans;
using Logistics.Specs;
using NodaTime;
using Xunit;
using Xunit.Abstractions;

namespace Logistics.Routing.Tests.Scans;

/// <summary>Random questions to two real timetables; the oracle reads the files for itself.</summary>
public sealed class Arrivals_on_real_timetables(ITestOutputHelper output)
{
    private const string Railway = "timetable/db-fernverkehr-2019";
    private const string Subway = "timetable/nyc-subway/nyc_subway.zip";

    // The clocks of Germany go forward in the night of the 31st.
    private static readonly Instant NightOfTheClockChange = Instant.FromUtc(2019, 3, 30, 18, 0);

    [DataFact(Railway)]
    public void Are_the_oracles_on_the_railway() => Compare(Railway, new(2019, 3, 24), new(2019, 4, 3), 600, Instant.FromUtc(2019, 3, 23, 23, 0), 8 * 24, 150);

    [DataFact(Railway)]
    public void Are_the_oracles_in_the_night_of_the_clock_change() =>
        Compare(Railway, new(2019, 3, 29), new(2019, 4, 1), 600, NightOfTheClockChange, 14, 150);

    [DataFact(Railway)]
    [Trait("Takes", "Long")]
    public void Are_the_oracles_to_many_more_questions() => Compare(Railway, new(2019, 3, 24), new(2019, 4, 3), 600, Instant.FromUtc(2019, 3, 23, 23, 0), 8 * 24, 5000);

    [DataFact(Subway)]
    public void Are_the_oracles_on_a_day_of_the_subway() => Compare(Subway, new(2018, 9, 10), new(2018, 9, 11), 120, Instant.FromUtc(2018, 9, 10, 4, 0), 24, 40);

    [DataFact(Subway)]
    [Trait("Takes", "Long")]
    public void Are_the_oracles_in_a_week_of_the_subway() => Compare(Subway, new(2018, 9, 10), new(2018, 9, 16), 120, Instant.FromUtc(2018, 9, 10, 4, 0), 6 * 24, 2000);

    private void Compare(string path, LocalDate from, LocalDate to, int change, Instant first, int hours, int questions)
    {
        var network = GtfsTimetable.Of(GtfsFiles.Read(RealData.Path(path)), from, to, change);
        var oracle = OracleFeed.Read(RealData.Path(path), from, to, change);
        oracle.Start.Should().Be(network.Start);
        network.Nodes.Keys.Should().BeEquivalentTo(oracle.Stops);

        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var reached = 0;
        for (var i = 0; i < questions; i++)
        {
            var (a, b) = (oracle.Stops[random.Next(oracle.Stops.Count)], oracle.Stops[random.Next(oracle.Stops.Count)]);
            var ready = (int)(first - network.Start).TotalSeconds + random.Next(hours * 3600);
            var last = ready + (5 * 86_400);
            var expected = TimeDependentDijkstra.EarliestByLegs(oracle.Timetable, a, b, ready, last, Lanes.MostLegs)
                .Append(TimeDependentDijkstra.Earliest(oracle.Timetable, a, b, ready, last)).Select(at => at ?? Lanes.Never).ToList();

            ArrivalByLegs.OfThisThread.Scan(network.Timetable, network.Nodes[a], network.Nodes[b], ready, last, int.MaxValue, new AnyRide())
                .ToArray().Should().Equal(expected, $"seed {seed}, {i}: {a} to {b} at {ready}");
            EarliestArrival.OfThisThread.ToOne(network.Timetable, network.Nodes[a], network.Nodes[b], ready, last, new AnyRide())
                .Should().Be(expected[^1], $"seed {seed}, {i}: {a} to {b} at {ready}");
            if (expected[^1] != Lanes.Never) reached++;
        }

        reached.Should().BeGreaterThan(questions / 4);
    }
}
