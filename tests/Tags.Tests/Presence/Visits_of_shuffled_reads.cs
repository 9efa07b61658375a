using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Logistics.Tags.Presence;
using NodaTime;
using Xunit;

namespace Logistics.Tags.Tests.Presence;

public sealed class Visits_of_shuffled_reads
{
    private static readonly PresenceRules Rules = PresenceRules.Default;

    /// <summary>More of them for a night: <c>PROPERTY_RUNS=100000</c>.</summary>
    private static readonly int Runs = int.TryParse(Environment.GetEnvironmentVariable("PROPERTY_RUNS"), out var runs) ? runs : 3_000;

    /// <summary>A failure prints FsCheck's own seed and the scenario's.</summary>
    [Fact]
    public void Are_those_of_the_slow_oracle_in_whatever_order_reads_and_activity_come()
        => Prop.ForAll<int>(Agrees).Check(Config.QuickThrowOnFailure.WithMaxTest(Runs).WithEndSize(1_000_000));

    [Theory]
    [InlineData(1)]
    [InlineData(42)]
    public void Come_out_the_same_from_ordered_and_shuffled_reads(int seed)
    {
        var scenario = new Scenario(seed);
        var ordered = Run([.. scenario.Reads.Order().Select(r => new List<Sighting> { r })], scenario.Others, new Random(seed)).Track;
        var shuffled = Run(Scenario.Shuffled(scenario.Reads, new Random(seed)), scenario.Others, new Random(seed)).Track;
        Told(shuffled).Should().Equal(Told(ordered));
    }

    private static void Agrees(int seed)
    {
        var scenario = new Scenario(seed);
        var random = new Random(seed);
        var (track, told) = Run(Scenario.Shuffled(scenario.Reads, random), scenario.Others, random);
        var activity = scenario.Others.Concat(scenario.Reads.Select(r => (r.Read.GatewayId, r.At))).ToList();
        Told(track).Should().Equal(SlowOracle.Stays(scenario.Reads, activity, Rules.AbsentAfter), $"scenario {seed}");

        // Whoever follows the changes knows of every stay, when it began and ended, to the minute.
        var followed = Follow(told).OrderBy(stay => stay.Times.ArrivedAt.ToInstant()).ToList();
        followed.Select(stay => (stay.Hub, stay.Times.DepartedAt is null)).Should().BeEquivalentTo(track.Visits.Select(v => (v.HubId, v.Departure is null)), $"scenario {seed}");
        foreach (var (hub, times) in followed)
            track.Visits.Should().Contain(v => v.HubId == hub && !VisitTimes.Of(v).ArrivesFarFrom(times) && !VisitTimes.Of(v).DepartsFarFrom(times), $"scenario {seed}");
    }

    /// <summary>As the watch does it: activity first, then the tag's reads of a page, then who is overdue or torn.</summary>
    private static (Track Track, List<VisitChange> Told) Run(List<List<Sighting>> pages, List<(string Gateway, Instant At)> others, Random random)
    {
        var (track, seen, told, activity) = (Track.Empty, new List<Sighting>(), new List<VisitChange>(), new GatewayActivity());
        var waiting = others.OrderBy(_ => random.Next()).ToList();
        foreach (var page in pages)
        {
            Add(waiting.Count * page.Count / Math.Max(1, pages.Sum(p => p.Count)));
            foreach (var read in page) activity.Add(read.Read.GatewayId, GatewayActivity.MinuteOf(read.At));
            seen.AddRange(page);
            Move(track.See(page, History, activity, Rules));
            Settle();
        }

        Add(waiting.Count);
        Settle();
        return (track, told);

        IEnumerable<Sighting> History(Instant from) => seen.Where(r => r.At >= from).Order();

        void Add(int count)
        {
            foreach (var (gateway, at) in waiting.Take(count)) activity.Add(gateway, GatewayActivity.MinuteOf(at));
            waiting.RemoveRange(0, count);
        }

        void Settle()
        {
            while (track.Torn(activity, Rules) is { } torn) Move(track.Rebuild(torn, History, activity, Rules));
            Move(track.Await(activity, Rules));
        }

        void Move(Track next)
        {
            var (visits, changes) = VisitChange.Tell(track.Visits, next.Visits);
            told.AddRange(changes);
            track = next with { Visits = visits };
        }
    }

    private static List<SlowOracle.Stay> Told(Track track)
        => [.. track.Visits.Select(SlowOracle.Stay.Of)];

    /// <summary>A change names the stay it is about as it was told last; a departure, by when the stay began.</summary>
    private static List<(string Hub, VisitTimes Times)> Follow(List<VisitChange> told)
    {
        var stays = new List<(string Hub, VisitTimes Times)>();
        foreach (var change in told)
        {
            var (hub, now) = (change.Visit.HubId, change.Visit.Told!);
            var open = now with { DepartedAt = null, DepartedBy = null };
            switch (change)
            {
                case VisitChange.Arrived: stays.Add((hub, open)); break;
                case VisitChange.Withdrawn { Was: var was }: stays.Remove((hub, was)).Should().BeTrue(); break;
                case VisitChange.Amended { Was: var was }: stays[Known(hub, was)] = (hub, now); break;
                default: stays[Known(hub, open)] = (hub, now); break;
            }
        }

        return stays;

        int Known(string hub, VisitTimes was) => stays.IndexOf((hub, was)) is >= 0 and var at ? at : throw new InvalidOperationException($"{hub} {was} was not told.");
    }
}
