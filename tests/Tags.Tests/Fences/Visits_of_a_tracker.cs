using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Logistics.Tags.Presence;
using Logistics.Tags.Tags;
using Logistics.Tags.Watching;
using NodaTime;
using Xunit;

namespace Logistics.Tags.Tests.Fences;

public sealed class Visits_of_a_tracker
{
    private static readonly PresenceRules Rules = PresenceRules.Default;
    private static readonly int Runs = int.TryParse(Environment.GetEnvironmentVariable("PROPERTY_RUNS"), out var runs) ? runs : 300;

    /// <summary>A failure prints FsCheck's own seed and the scenario's.</summary>
    [Fact]
    public void Are_those_of_the_slow_oracle_in_whatever_order_fixes_come()
    {
        var (compared, all) = (0, 0);
        Prop.ForAll<int>(seed =>
        {
            all++;
            if (Agrees(seed)) compared++;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Runs).WithEndSize(1_000_000));
        compared.Should().BeGreaterThan(all / 2, "few ways merely touch a fence");
    }

    [Fact]
    public void Are_the_same_in_whatever_order_fixes_and_antennas_reads_come()
        => Prop.ForAll<int>(seed =>
        {
            var journey = new Journey(seed, true);
            var random = new Random(seed);
            var ordered = Follow(journey, [[.. journey.Reads]]);
            var shuffled = Follow(journey, Shuffled(journey.Reads, random));
            if (ordered.Truncated || shuffled.Truncated) return;
            string.Join("\n", Told(shuffled)).Should().Be(string.Join("\n", Told(ordered)), $"scenario {seed}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Runs).WithEndSize(1_000_000));

    /// <returns>False where a way touches a fence for so short a time that the oracle's steps may miss it.</returns>
    private static bool Agrees(int seed)
    {
        var journey = new Journey(seed, false);
        var track = Follow(journey, Shuffled(journey.Reads, new Random(seed)));
        var expected = FenceOracle.Stays(journey.Fixes, Rules.CrossedWithin);
        if (expected.Count > Track.MostVisits) return false;
        var step = Rules.CrossedWithin / FenceOracle.Steps;
        if (IsClose(track.Visits.Select(v => (v.First.At, v.Last.At)), step) || IsClose(expected.Select(s => (s.From, s.Until)), step)) return false;
        if (expected.Exists(s => s.Inside - s.From < step * 3)) return false;

        track.Visits.Select(v => (v.HubId, v.Departure is not null)).Should().Equal(expected.Select(s => (s.Hub, s.Over)), $"scenario {seed}");
        foreach (var (visit, stay) in track.Visits.Zip(expected))
        {
            Apart(visit.First.At, stay.From).Should().BeLessThan(step * 4, $"scenario {seed}");
            Apart(visit.Last.At, stay.Until).Should().BeLessThan(step * 4, $"scenario {seed}");
            visit.First.IsInterpolated.Should().Be(!journey.Fixes.Exists(fix => fix.At == visit.First.At), $"scenario {seed}");
        }

        return true;
    }

    private static Duration Apart(Instant a, Instant b) => a < b ? b - a : a - b;

    private static bool IsClose(IEnumerable<(Instant From, Instant Until)> stays, Duration step)
    {
        var all = stays.ToArray();
        return all.Any(s => s.Until - s.From < step * 3) || all.Zip(all.Skip(1)).Any(pair => pair.Second.From - pair.First.Until < step * 3);
    }

    private static Track Follow(Journey journey, List<List<JournaledRead>> pages)
    {
        var seen = new List<JournaledRead>();
        var places = new Places(new Dictionary<string, KnownReadPoint>
        {
            ["rp-yard"] = new("YARD", "yard", null),
            ["rp-out"] = new("YARD", "gate-out", null),
            ["rp-truck"] = new(null, "vehicle", null),
        }, journey.Fences);
        var context = new WatchContext(places, new GatewayActivity(), Rules, null, (_, from) => seen.Where(r => r.At >= from).OrderBy(r => r.At));
        var watch = TagWatch.Of("device:tracker", TagKind.Gnss, "org-lenne");
        foreach (var page in pages)
        {
            seen.AddRange(page.Where(read => !seen.Contains(read)));
            watch = WatchStep.Take(watch, page, context).Watch;
        }

        return watch.Track;
    }

    private static List<string> Told(Track track)
        => [.. track.Visits.Select(v => $"{v.HubId} {v.First.At} {v.Last.At} {v.Departure?.At} {v.Departure?.Cause} {v.First.IsInterpolated} {v.First.Read.Id}")];

    private static List<List<JournaledRead>> Shuffled(List<JournaledRead> reads, Random random)
    {
        var all = reads.Concat(reads.Where(_ => random.Next(4) == 0)).OrderBy(_ => random.Next()).ToList();
        return [.. all.Chunk(random.Next(1, 6)).Select(page => page.ToList())];
    }
}
