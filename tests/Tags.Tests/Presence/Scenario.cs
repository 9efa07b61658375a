using Logistics.Tags.Presence;
using NodaTime;

namespace Logistics.Tags.Tests.Presence;

/// <summary>Reads of one tag and of its gateways' other tags, made from a seed.</summary>
internal sealed class Scenario
{
    internal static readonly Instant Start = Instant.FromUtc(2026, 11, 20, 6, 0);
    private static readonly (string Gateway, string? Hub, Place Place)[] Points =
    [
        ("gw-a1", "DEDTM", Place.Inside), ("gw-a2", "DEDTM", Place.Inside), ("gw-a1", "DEDTM", Place.Entry), ("gw-a2", "DEDTM", Place.Exit),
        ("gw-b", "DEHAG", Place.Inside), ("gw-b", "DEHAG", Place.Exit), ("gw-truck", null, Place.Between), ("gw-a1", null, Place.Unknown),
    ];

    internal Scenario(int seed)
    {
        var random = new Random(seed);
        var (at, point) = (Start, random.Next(Points.Length));
        for (var i = 0; i < random.Next(1, 40); i++)
        {
            // Mostly seconds, now and then longer than an absence; a tag stays where it is for some reads.
            at += Duration.FromSeconds(random.Next(6) switch { 0 => random.Next(1200, 7200), 1 => 0, _ => random.Next(1, 400) });
            if (random.Next(3) == 0) point = random.Next(Points.Length);
            Reads.Add(Sighting(i, at, Points[point]));
        }

        // Other tags keep some gateways awake some of the time.
        for (var i = 0; i < random.Next(30); i++) Others.Add((Points[random.Next(Points.Length)].Gateway, Start + Duration.FromMinutes(random.Next(0, 900))));
    }

    internal List<Sighting> Reads { get; } = [];

    internal List<(string Gateway, Instant At)> Others { get; } = [];

    internal static Sighting Sighting(int id, Instant at, (string Gateway, string? Hub, Place Place) point)
        => new(at, point.Place, point.Hub, $"rp-{point.Gateway}-{point.Place}", new($"{point.Gateway}/e/{id:0000}", point.Gateway, at, 60, at, $"{id:x4}"));

    /// <summary>In any order, some twice, cut into pages.</summary>
    internal static List<List<Sighting>> Shuffled(IReadOnlyList<Sighting> reads, Random random)
    {
        var all = reads.Concat(reads.Where(_ => random.Next(4) == 0)).OrderBy(_ => random.Next()).ToList();
        var pages = new List<List<Sighting>>();
        while (all.Count > 0)
        {
            var size = Math.Min(all.Count, random.Next(1, 8));
            pages.Add(all.GetRange(0, size));
            all.RemoveRange(0, size);
        }

        return pages;
    }
}
