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

        // Whoever follows the changes knows of every stay and whether it goes on.
        Follow(told).Should().BeEquivalentTo(track.Visits.Select(v => (v.HubId, v.Departure is null)), $"scenario {seed}");
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
            told.AddRange(VisitChange.From(track.Visits, next.Visits));
            track = next;
        }
    }

    private static List<SlowOracle.Stay> Told(Track track)
        => [.. track.Visits.Select(v => new SlowOracle.Stay(v.HubId, v.First.At, v.Last.At, v.Departure?.At, v.Departure?.Cause))];

    private static List<(string Hub, bool GoesOn)> Follow(List<VisitChange> told)
    {
        var stays = new List<Visit>();
        foreach (var change in told)
        {
            switch (change)
            {
                case VisitChange.Arrived: stays.Add(change.Visit); break;
                case VisitChange.Withdrawn: stays.Remove(Nearest(change.Visit)); break;
                case VisitChange.Amended { Was: { } was }: stays[stays.IndexOf(Nearest(was))] = change.Visit; break;
                default: stays[stays.IndexOf(Nearest(change.Visit))] = change.Visit; break;
            }
        }

        return stays.ConvertAll(s => (s.HubId, s.Departure is null));

        // Moves of under a minute are not told, so a stay is found by about when it began.
        Visit Nearest(Visit visit) => stays.Where(s => s.HubId == visit.HubId).MinBy(s => Math.Abs((s.First.At - visit.First.At).TotalSeconds))!;
    }
}
