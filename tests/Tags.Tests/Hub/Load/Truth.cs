using Logistics.Tags.Condition;
using Logistics.Tags.HandlingUnits;
using Logistics.Tags.Presence;
using Logistics.Tags.Tests.Condition;
using Logistics.Tags.Tests.Presence;
using NodaTime;
using TemperatureLimits = Logistics.Contracts.Shipments.TemperatureLimits;

namespace Logistics.Tags.Tests.Hub.Load;

/// <summary>What came of a unit's containers, as far as the unit was inside of them.</summary>
internal sealed record Carried(string ContainerId, string TagId, string HubId, bool Departs, Instant At)
{
    internal static Carried Of(InsideMove move) => new(move.ContainerId, move.TagId, move.HubId, move.Departs, move.At);
}

/// <summary>What the rules say of some traffic, looking at all of it at once.</summary>
internal sealed class Truth
{
    internal static readonly TemperatureLimits Limits = new(2, 8, 15);

    private readonly Traffic traffic;
    private readonly ILookup<string, (PostedRead Read, Sighting Seen)> reads;
    private readonly List<(string Gateway, Instant At)> activity;
    private readonly ILookup<string, Packing> packings;

    internal Truth(Traffic traffic)
    {
        this.traffic = traffic;
        var spots = traffic.Spots.ToDictionary(spot => spot.ReadPointId);
        reads = traffic.Reads.SelectMany(of => of.Value, (of, read) => (read, Seen(of.Key, read, spots))).ToLookup(r => r.read.TagId);
        activity = [.. traffic.Reads.SelectMany(of => of.Value, (of, read) => (of.Key.Id, Minute(read.At))).Distinct()];
        packings = traffic.Packings.ToLookup(packing => packing.UnitId);
    }

    internal List<SlowOracle.Stay> Stays(TaggedUnit unit) => SlowOracle.Stays([.. reads[unit.TagId].Select(r => r.Seen)], activity, PresenceRules.Default.AbsentAfter);

    internal List<Spell> Spells(TaggedUnit unit) => ExcursionOracle.Spells(
        new ConditionLimits("temperature", Limits.MinCelsius, Limits.MaxCelsius, Limits.AllowedMinutes), [.. reads[unit.TagId].Select(r => new Measurement(r.Read.At, 60, r.Read.Celsius!.Value))]);

    /// <summary>Arrivals and departures of all units that the unit was inside of just then.</summary>
    /// <param name="visitsOf">As they were told of the container's tag.</param>
    internal IEnumerable<Carried> Carried(string unitId, Func<TaggedUnit, IReadOnlyList<ToldVisit>> visitsOf)
    {
        foreach (var container in traffic.Units.Where(u => u.ShipmentId is null))
        {
            foreach (var visit in visitsOf(container))
            {
                var (arrived, left) = (visit.Times.ArrivedAt.ToInstant(), visit.Times.DepartedAt?.ToInstant());
                if (IsInside(unitId, container.UnitId, arrived)) yield return new(container.UnitId, container.TagId, visit.HubId, false, arrived);
                if (left is { } at && IsInside(unitId, container.UnitId, at)) yield return new(container.UnitId, container.TagId, visit.HubId, true, at);
            }
        }
    }

    private bool IsInside(string? unitId, string container, Instant at)
    {
        while ((unitId = ParentOf(unitId!, at)) is not null)
        {
            if (unitId == container) return true;
        }

        return false;
    }

    private string? ParentOf(string unitId, Instant at)
    {
        string? parent = null;
        foreach (var fact in packings[unitId].Where(p => p.At <= at).OrderBy(p => p.At))
        {
            if (fact.Adds) parent = fact.ParentId;
            else if (parent == fact.ParentId) parent = null;
        }

        return parent;
    }

    private static Sighting Seen(Device device, PostedRead read, Dictionary<string, Spot> spots)
    {
        var reference = new ReadReference($"{device.Id}/{device.Epoch}/{read.Sequence}", device.Id, read.At, 60, read.At, "");
        return read.ReadPointId is { } point && spots[point] is var spot
            ? new(read.At, spot.Place, spot.HubId.Length == 0 ? null : spot.HubId, point, reference)
            : new(read.At, Place.Inside, "DEDTM", null, reference);
    }

    private static Instant Minute(Instant at) => Instant.FromUnixTimeSeconds(at.ToUnixTimeSeconds() / 60 * 60);
}
