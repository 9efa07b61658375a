using Logistics.Tags.Fences;
using Logistics.Tags.Journal;
using Logistics.Tags.Watching;
using NodaTime;

namespace Logistics.Tags.Tests.Fences;

/// <summary>A tracker's fixes among three fences, made from a seed; in metres around a point of the map.</summary>
internal sealed class Journey
{
    internal const double Margin = 30;
    internal static readonly Instant Start = Instant.FromUtc(2026, 11, 20, 6, 0);

    /// <summary>A circle, a square within it that is another location, and a square of its own.</summary>
    internal static readonly (string Hub, double X, double Y, double Half, bool Round)[] Places =
        [("GATE", 110, 90, 85, false), ("YARD", 0, 0, 415, true), ("PORT", 1_290, 40, 335, false)];

    internal Journey(int seed, bool antennas)
    {
        var random = new Random(seed);
        Origin = new(random.Next(-80, 80) + 0.37, random.Next(2) == 0 ? 179.9999 : random.Next(-180, 180));
        Fences = FenceMap.Of(Places.Select(place => new FenceVersion(place.Hub, Instant.MinValue, Shape(place))));
        var (at, x, y) = (Start, random.Next(-16, 32) * 50, random.Next(-16, 16) * 50);
        for (var i = 0; i < random.Next(2, 16); i++)
        {
            at += Duration.FromSeconds(random.Next(12) switch { 0 => random.Next(1_800, 4_000), 1 => 0, _ => random.Next(20, 600) });
            if (random.Next(4) > 0) (x, y) = (random.Next(-16, 40) * 50, random.Next(-16, 16) * 50);
            else (x, y) = (x + random.Next(-40, 40), y + random.Next(-40, 40));
            if (antennas && random.Next(4) == 0) Reads.Add(Read(i, at, random.Next(3) switch { 0 => "rp-yard", 1 => "rp-out", _ => "rp-truck" }, null));
            else Reads.Add(Read(i, at, null, Point(x, y)));
            if (Reads[^1].Geo is not null) Fixes.Add((at, x, y));
        }
    }

    internal GeoPoint Origin { get; }

    internal FenceMap Fences { get; }

    internal List<JournaledRead> Reads { get; } = [];

    internal List<(Instant At, double X, double Y)> Fixes { get; } = [];

    internal GeoPoint Point(double x, double y)
        => x == 0 && y == 0 ? Origin : Walk.From(Origin, Math.Atan2(x, y) * 180 / Math.PI, Math.Sqrt((x * x) + (y * y)));

    private FenceShape Shape((string Hub, double X, double Y, double Half, bool Round) place) => place.Round
        ? FenceShape.Circle(Point(place.X, place.Y), place.Half, Margin)
        : FenceShape.Polygon(
            [.. new[] { (-1, -1), (1, -1), (1, 1), (-1, 1) }.Select(c => Point(place.X + (c.Item1 * place.Half), place.Y + (c.Item2 * place.Half)))], Margin);

    private static JournaledRead Read(int id, Instant at, string? readPoint, GeoPoint? geo)
        => new(1, id, at, "gw", "org-hub", "e", 100 + id, "device:tracker", at, 60, readPoint, 1, -60, geo, null, [], null, null, ReadFlags.None);
}
