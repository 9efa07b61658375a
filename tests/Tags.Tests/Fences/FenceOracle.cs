using NodaTime;

namespace Logistics.Tags.Tests.Fences;

/// <summary>Walks every way in a thousand steps and looks at each step where it is.</summary>
internal static class FenceOracle
{
    internal const int Steps = 1_000;

    /// <param name="Inside">When it was seen within the line last, not merely near it.</param>
    internal sealed record Stay(string Hub, Instant From, Instant Until, bool Over, Instant Inside);

    internal static List<Stay> Stays(IReadOnlyList<(Instant At, double X, double Y)> fixes, Duration crossedWithin)
    {
        var stays = new List<Stay>();
        for (var i = 0; i < fixes.Count; i++)
        {
            var to = fixes[i];
            if (i > 0 && fixes[i - 1] is var from && to.At > from.At && to.At - from.At <= crossedWithin)
            {
                for (var step = 1; step < Steps; step++)
                {
                    var share = step / (double)Steps;
                    Look(stays, from.At + ((to.At - from.At) * share), from.X + ((to.X - from.X) * share), from.Y + ((to.Y - from.Y) * share));
                }
            }

            Look(stays, to.At, to.X, to.Y);
        }

        return stays;
    }

    private static void Look(List<Stay> stays, Instant at, double x, double y)
    {
        var open = stays.Count > 0 && !stays[^1].Over ? stays[^1] : null;
        var inside = Journey.Places.Select(place => place.Hub).FirstOrDefault(hub => Distance(hub, x, y) <= 0);
        if (open is not null && (inside == open.Hub || (inside is null && Distance(open.Hub, x, y) <= Journey.Margin)))
        {
            stays[^1] = open with { Until = at, Inside = inside is null ? open.Inside : at };
            return;
        }

        if (open is not null) stays[^1] = open with { Over = true };
        if (inside is not null) stays.Add(new(inside, at, at, false, at));
    }

    /// <summary>From the fence's line; not more than 0 inside.</summary>
    private static double Distance(string hub, double x, double y)
    {
        var place = Array.Find(Journey.Places, p => p.Hub == hub);
        var (dx, dy) = (x - place.X, y - place.Y);
        if (place.Round) return Math.Sqrt((dx * dx) + (dy * dy)) - place.Half;
        var (ox, oy) = (Math.Max(0, Math.Abs(dx) - place.Half), Math.Max(0, Math.Abs(dy) - place.Half));
        return Math.Sqrt((ox * ox) + (oy * oy));
    }
}
