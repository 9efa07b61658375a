using System.Text.Json;
using Logistics.Tags.HandlingUnits;
using Logistics.Tags.Tests.Server;
using NodaTime;

namespace Logistics.Tags.Tests.Hub.Load;

/// <summary>One fact of aggregation as the packing station tells it.</summary>
internal sealed record Packing(string UnitId, string ParentId, Instant At, bool Adds)
{
    internal UnitFact Fact => new(ParentId, At, Adds);

    /// <summary>The same one has the same event id.</summary>
    internal string Epcis => JsonSerializer.Serialize(new
    {
        type = "AggregationEvent",
        eventTime = RunningTags.Text(At),
        eventTimeZoneOffset = "+01:00",
        parentID = ParentId,
        childEPCs = new[] { UnitId },
        action = Adds ? "ADD" : "DELETE",
        eventID = $"{UnitId}-{At.ToUnixTimeSeconds()}",
    });

    /// <summary>Cartons in and out of pallets, pallets in and out of what is larger; some are taken out of what they are not in.</summary>
    internal static IReadOnlyList<Packing> Of(IReadOnlyList<TaggedUnit> units, UnitIds ids, Random random)
    {
        string[] pallets = [.. units.Where((_, n) => n % 2 == 0).Select(u => u.UnitId)], outer = [.. units.Where((_, n) => n % 2 == 1).Select(u => u.UnitId)];
        string[] cartons = [.. Enumerable.Range(0, 2 * pallets.Length).Select(_ => ids.Next())];
        return [.. cartons.SelectMany(carton => Story(carton, pallets, random.Next(1, 5), random)).Concat(pallets.SelectMany(pallet => Story(pallet, outer, random.Next(3), random)))];
    }

    private static IEnumerable<Packing> Story(string unit, string[] parents, int facts, Random random)
    {
        var parent = parents[random.Next(parents.Length)];
        foreach (var second in Enumerable.Range(0, facts).Select(_ => random.Next(36_000)).Distinct().Order())
        {
            var adds = random.Next(3) > 0;
            if (adds || random.Next(4) == 0) parent = parents[random.Next(parents.Length)];
            yield return new(unit, parent, Traffic.Start + Duration.FromSeconds(second), adds);
        }
    }
}
