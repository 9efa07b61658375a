using Logistics.Tags.Presence;
using NodaTime;

namespace Logistics.Tags.Tests.Hub.Load;

/// <summary>A gateway's antenna somewhere.</summary>
/// <param name="HubId">Empty: a vehicle's.</param>
internal sealed record Spot(Device Device, string ReadPointId, string HubId, string Kind, Place Place);

/// <param name="ShipmentId">Whose temperature is watched; null: of a unit that is packed or packs.</param>
internal sealed record TaggedUnit(string TagId, string UnitId, string? ShipmentId);

/// <summary>
/// What happens at some hubs within a day, made from a seed. A third of the tagged units are reefers of booked shipments, a third pallets
/// with cartons, a third what pallets are put into. The gateways read many other tags besides, and tell some of it late.
/// </summary>
internal sealed class Traffic
{
    /// <summary>So a tag has no more visits than the watch keeps.</summary>
    internal const int ReadsPerTag = Track.MostVisits;

    /// <summary>
    /// Two days ago: long enough for all of it to be over, and not so long that retention lets go of it while it is told. The seed makes
    /// all the rest.
    /// </summary>
    internal static readonly Instant Start = Instant.FromUnixTimeSeconds(SystemClock.Instance.GetCurrentInstant().ToUnixTimeSeconds() / 3600 * 3600) - Duration.FromHours(48);

    private static readonly (string Hub, string Kind, Place Place)[] Kinds =
    [
        ("DEDTM", "yard", Place.Inside), ("DEHAG", "yard", Place.Inside), ("DEDTM", "gate-out", Place.Exit), ("DEHAM", "yard", Place.Inside),
        ("DEDTM", "dock-in", Place.Entry), ("DEHAG", "gate-out", Place.Exit), ("", "vehicle", Place.Between), ("DEHAM", "yard", Place.Inside),
    ];

    internal Traffic(int seed, IReadOnlyList<Device> devices, int readsPerDevice, int tags)
    {
        var (random, ids) = (new Random(seed), new UnitIds());
        Spots = [.. devices.SelectMany((device, n) => new[] { 2 * n, (2 * n) + 1 }, (device, n) => SpotOf(device, n))];
        Units = [.. Enumerable.Range(0, tags).Select(n => new TaggedUnit($"device:{ids.Run}-{n}", ids.Next(), n % 3 == 0 ? $"shp-{ids.Run}-{n}" : null))];
        var journeys = Units.SelectMany(unit => Journey(unit, random)).ToLookup(read => read.Spot.Device);
        foreach (var device in devices) Reads[device] = Numbered([.. journeys[device]], device, readsPerDevice, random);
        Packings = Packing.Of([.. Units.Where(u => u.ShipmentId is null)], ids, random);
    }

    internal IReadOnlyList<Spot> Spots { get; }

    internal IReadOnlyList<TaggedUnit> Units { get; }

    /// <summary>In the order of their numbers.</summary>
    internal Dictionary<Device, IReadOnlyList<PostedRead>> Reads { get; } = [];

    internal IReadOnlyList<Packing> Packings { get; }

    /// <summary>Mostly seconds, now and then longer than an absence; a tag stays where it is for some reads.</summary>
    private IEnumerable<(Spot Spot, PostedRead Read)> Journey(TaggedUnit unit, Random random)
    {
        var (at, spot) = (Start + Duration.FromMinutes(random.Next(120)), Spots[random.Next(Spots.Count)]);
        for (var i = 0; i < ReadsPerTag; i++)
        {
            at += Duration.FromSeconds(random.Next(6) switch { 0 => random.Next(1200, 7200), 1 => 0, _ => random.Next(1, 400) });
            if (random.Next(3) == 0) spot = Spots[random.Next(Spots.Count)];
            double? celsius = unit.ShipmentId is null ? null : Math.Round((random.NextDouble() * 14) - 2, 1);
            yield return (spot, new(0, unit.TagId, at, spot.ReadPointId, celsius));
        }
    }

    private static IReadOnlyList<PostedRead> Numbered(List<(Spot Spot, PostedRead Read)> reads, Device device, int count, Random random)
    {
        if (reads.Count > count) throw new ArgumentException($"{reads.Count} reads for {device.Id}, which posts {count}.", nameof(count));
        var strays = Enumerable.Range(0, count - reads.Count).Select(_ => new PostedRead(0, $"stray-{random.Next(200)}", Start + Duration.FromSeconds(random.Next(36_000))));
        return [.. reads.Select(r => r.Read).Concat(strays)
            .OrderBy(read => read.At + Duration.FromMinutes(random.Next(10) == 0 ? random.Next(180) : 0))
            .Select((read, i) => read with { Sequence = i + 1 })];
    }

    private static Spot SpotOf(Device device, int n)
    {
        var (hub, kind, place) = Kinds[n % Kinds.Length];
        return new(device, $"rp-{device.Id}-{n}", hub, kind, place);
    }
}
