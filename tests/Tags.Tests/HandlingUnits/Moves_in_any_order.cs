using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Logistics.EventStore;
using Logistics.Tags.HandlingUnits;
using Logistics.Tags.Presence;
using NodaTime;
using Xunit;

namespace Logistics.Tags.Tests.HandlingUnits;

/// <summary>
/// A carton in and out of a pallet, the pallet in and out of a truck; visits of both that come, end, move and vanish; in any order. After
/// every change only what it may concern is followed, and what stands in the end is what an oracle says that looks at each move by itself.
/// </summary>
public sealed class Moves_in_any_order
{
    private const int Instants = 20;

    private static readonly int Runs = int.TryParse(Environment.GetEnvironmentVariable("PROPERTY_RUNS"), out var runs) ? runs : 1_000;

    /// <summary>A failure prints FsCheck's own seed and the scenario's.</summary>
    [Fact]
    public void Are_told_as_the_slow_oracle_says() => Prop.ForAll<int>(Agrees).Check(Config.QuickThrowOnFailure.WithMaxTest(Runs).WithEndSize(1_000_000));

    private static void Agrees(int seed)
    {
        var (random, world) = (new Random(seed), new World());
        for (var step = random.Next(1, 40); step > 0; step--) world.Change(random);
        foreach (var unit in (string[])["carton", "pallet"])
        {
            world.Units[unit].Told.Select(Named).Should().BeEquivalentTo(world.Oracle(unit).Select(Named), $"scenario {seed}, {unit}");
        }
    }

    private static string Named(InsideMove m) => $"{m.TagId} {(m.Departs ? "left" : "came to")} {m.HubId} at {m.At} by {m.By.Id}";

    private static Instant At(int minute) => Instant.FromUtc(2026, 11, 20, 12, 0) + Duration.FromMinutes(minute);

    private sealed class World
    {
        private readonly Dictionary<string, List<ToldVisit>> visits = new() { ["pallet"] = [], ["truck"] = [] };
        private int reads;

        internal Dictionary<string, HandlingUnit> Units { get; } = new() { ["carton"] = HandlingUnit.Stream.Initial, ["pallet"] = HandlingUnit.Stream.Initial, ["truck"] = HandlingUnit.Stream.Initial };

        internal void Change(Random random)
        {
            if (random.Next(2) == 0)
            {
                var (unit, parent) = random.Next(3) switch { 0 => ("carton", "pallet"), 1 => ("carton", "truck"), _ => ("pallet", "truck") };
                var fact = new Aggregate(parent, At(random.Next(Instants)).WithOffset(Offset.Zero), random.Next(3) > 0, null, "org-hub");
                Take(unit, UnitDecider.Record(Units[unit], unit, fact, Nesting(), 0));
                Concern(unit, fact.At.ToInstant(), Instant.MaxValue, true);
            }
            else
            {
                Visit(random, random.Next(2) == 0 ? "pallet" : "truck");
            }
        }

        /// <summary>Each end of each visit, with the chain at its instant.</summary>
        internal IEnumerable<InsideMove> Oracle(string unit)
        {
            foreach (var visit in visits.Values.SelectMany(v => v))
            {
                var came = new InsideMove(visit.UnitId, visit.TagId, visit.HubId, null, InsideMove.WithoutDeparture(visit.Times));
                if (Chain(unit, came.At).Contains(visit.UnitId)) yield return came;
                if (visit.Times.DepartedAt is not null && Chain(unit, visit.Times.DepartedAt.Value.ToInstant()).Contains(visit.UnitId)) yield return came with { Times = visit.Times };
            }
        }

        private void Visit(Random random, string container)
        {
            var (known, at) = (visits[container], random.Next(Instants));
            var hub = random.Next(2) == 0 ? "DEDTM" : "DEHAG";
            if (known.Count == 0 || random.Next(3) == 0)
            {
                known.Add(new(container, $"device:{container}", hub, null, new(Local(at), Read(), null, null)));
                Concern(container, At(at), At(at), false);
                return;
            }

            var was = known[random.Next(known.Count)];
            known.Remove(was);
            var now = random.Next(4) switch
            {
                0 => null,
                1 => was.Times with { ArrivedAt = Local(at), ArrivedBy = Read() },
                2 => InsideMove.WithoutDeparture(was.Times),
                _ => was.Times with { DepartedAt = Local(at), DepartedBy = was.Times.DepartedBy ?? Read() },
            };
            if (now is not null) known.Add(was with { Times = now });
            var times = new[] { was.Times, now ?? was.Times }.SelectMany(t => new[] { t.ArrivedAt, t.DepartedAt ?? t.ArrivedAt }).Select(t => t.ToInstant()).ToList();
            Concern(container, times.Min(), times.Max(), false);
        }

        private void Concern(string unit, Instant from, Instant until, bool itself)
        {
            foreach (var inside in Units.Keys.Where(id => (itself && id == unit)
                || Nesting().Containers(id, Instant.MinValue, Instant.MaxValue).Any(e => e.ContainerId == unit && e.From <= until && from <= e.Until)).ToList())
            {
                var moves = InsideMove.Of(Nesting().Containers(inside, from, Instant.MaxValue), container => visits.GetValueOrDefault(container, []));
                Take(inside, UnitDecider.Follow(Units[inside], moves, from));
                ((Decision.Accepted)UnitDecider.Follow(Units[inside], moves, from)).Events.Should().BeEmpty("again tells nothing");
            }
        }

        private void Take(string unit, Decision decision)
            => Units[unit] = ((Decision.Accepted)decision).Events.Aggregate(Units[unit], HandlingUnit.Stream.Evolve);

        private Nesting Nesting() => new(id => Stay.Of(Units[id].Facts));

        private List<string> Chain(string unit, Instant at)
        {
            var chain = new List<string>();
            while (Stay.Of(Units[unit].Facts).FirstOrDefault(s => s.From <= at && at < s.Until) is { } stay) chain.Add(unit = stay.ParentId);
            return chain;
        }

        private ReadReference Read()
        {
            var id = $"gw-1/ep-1/{++reads}";
            return new(id, "gw-1", At(0), 0, At(0), "00ff");
        }

        private static OffsetDateTime Local(int minute) => At(minute).WithOffset(Offset.Zero);
    }
}
