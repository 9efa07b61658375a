using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Logistics.EventStore;
using Logistics.Tags.HandlingUnits;
using NodaTime;
using Xunit;

namespace Logistics.Tags.Tests.HandlingUnits;

/// <summary>Facts in any order, repeated and late, against an oracle that asks each instant by itself.</summary>
public sealed class Units_in_any_order
{
    private const int Units = 6;
    private const int Instants = 12;

    private static readonly int Runs = int.TryParse(Environment.GetEnvironmentVariable("PROPERTY_RUNS"), out var runs) ? runs : 2_000;

    /// <summary>A failure prints FsCheck's own seed and the scenario's.</summary>
    [Fact]
    public void Are_inside_of_what_the_slow_oracle_says() => Prop.ForAll<int>(Agrees).Check(Config.QuickThrowOnFailure.WithMaxTest(Runs).WithEndSize(1_000_000));

    private static void Agrees(int seed)
    {
        var random = new Random(seed);
        var (units, refused) = (Enumerable.Range(0, Units).ToDictionary(Name, _ => HandlingUnit.Stream.Initial), 0);
        var told = new List<(string Unit, UnitFact Fact)>();
        foreach (var (unit, fact) in Facts(random))
        {
            switch (Decide(units, unit, fact))
            {
                case Decision.Refused: refused++; continue;
                case Decision.Accepted { Events: var events }:
                    events.Count.Should().Be(told.Contains((unit, fact)) ? 0 : 1, $"scenario {seed}");
                    units[unit] = events.Aggregate(units[unit], HandlingUnit.Stream.Evolve);
                    told.Add((unit, fact));
                    break;
            }
        }

        // The same facts in another order, some of them twice.
        var shuffled = told.Concat(told.Take(3)).OrderBy(_ => random.Next()).ToLookup(t => t.Unit, t => t.Fact);
        var nesting = new Nesting(unit => Stay.Of(shuffled[unit]));
        foreach (var unit in units.Keys)
        {
            var enclosures = nesting.Containers(unit, Instant.MinValue, Instant.MaxValue).ToList();
            for (var at = -1; at <= Instants; at++)
            {
                var chain = Chain(told, unit, At(at));
                chain.Should().NotContain(unit, $"nothing is inside of itself, scenario {seed}");
                enclosures.Where(e => e.From <= At(at) && At(at) < e.Until).OrderBy(e => e.Path.Count).Select(e => string.Join('>', e.Path))
                    .Should().Equal(chain.Select((_, depth) => string.Join('>', chain.Take(depth + 1))), $"scenario {seed}, {unit} at {at}");
            }
        }
    }

    private static Decision Decide(Dictionary<string, HandlingUnit> units, string unit, UnitFact fact) => UnitDecider.Record(
        units[unit], unit, new(fact.ParentId, fact.At.WithOffset(Offset.Zero), fact.Adds, null, "org-hub"), new(id => Stay.Of(units[id].Facts)), 0);

    /// <summary>Backwards from an instant: put in last, and not taken out of that since.</summary>
    private static string? Parent(IEnumerable<UnitFact> facts, Instant at)
    {
        var left = new HashSet<string>();
        foreach (var instant in facts.Where(f => f.At <= at).GroupBy(f => f.At).OrderByDescending(g => g.Key))
        {
            var (outOf, into) = (instant.Where(f => !f.Adds).Select(f => f.ParentId).ToHashSet(), instant.Where(f => f.Adds).Select(f => f.ParentId).ToHashSet());
            into.ExceptWith(outOf);
            if (into.Count > 0) return into.Max(StringComparer.Ordinal) is { } parent && !left.Contains(parent) ? parent : null;
            left.UnionWith(outOf);
        }

        return null;
    }

    private static List<string> Chain(IReadOnlyList<(string Unit, UnitFact Fact)> told, string unit, Instant at)
    {
        var chain = new List<string>();
        while (chain.Count < Nesting.Deepest && Parent(told.Where(t => t.Unit == unit).Select(t => t.Fact), at) is { } parent) chain.Add(unit = parent);
        return chain;
    }

    private static IEnumerable<(string Unit, UnitFact Fact)> Facts(Random random) => Enumerable.Range(0, random.Next(1, 40))
        .Select(_ => (Name(random.Next(Units)), new UnitFact(Name(random.Next(Units)), At(random.Next(Instants)), random.Next(3) > 0)));

    private static string Name(int unit) => $"unit-{unit}";

    private static Instant At(int minute) => Instant.FromUtc(2026, 11, 20, 12, 0) + Duration.FromMinutes(minute);
}
