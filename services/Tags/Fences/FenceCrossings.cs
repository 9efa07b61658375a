using Logistics.Tags.Journal;
using NodaTime;

namespace Logistics.Tags.Fences;

/// <summary>A tag's own position.</summary>
internal readonly record struct Fix(Instant At, GeoPoint Point);

/// <summary>Between two fixes a tag came into a fence, or left it.</summary>
/// <param name="Share">Of the way from one fix to the other, from 0 to 1.</param>
/// <param name="Outside">It left, and into no other fence.</param>
internal readonly record struct FenceCrossing(double Share, Fence Fence, bool Enters, bool Outside);

/// <summary>
/// What happened between two fixes, if the tag went straight and evenly. It enters a fence at its line and leaves it at the line of its
/// margin, or into another fence. Pure.
/// </summary>
internal static class FenceCrossings
{
    internal static IReadOnlyList<FenceCrossing> Between(Fix from, Fix to, FenceMap fences)
    {
        var near = fences.Along(from.Point, to.Point, to.At);
        return near.Count == 0 ? [] : Sweep([.. near.Select(fence => new Way(fence, from, to))]);
    }

    private static List<FenceCrossing> Sweep(Way[] ways)
    {
        double[] cuts = [0, .. ways.SelectMany(way => way.Crossings).Where(share => share is > 0 and < 1).Distinct().Order(), 1];
        var crossings = new List<FenceCrossing>();
        var inside = Array.Find(ways, way => way.IsInside(0));

        // Near a fence the tag may be there still, from earlier fixes: then it leaves it; else leaving says nothing.
        var at = inside ?? Array.Find(ways, way => way.IsAround(0));
        var entered = inside is not null;
        for (var i = 1; i < cuts.Length; i++)
        {
            var (share, middle) = (cuts[i - 1], (cuts[i - 1] + cuts[i]) / 2);
            var there = Array.Find(ways, way => way.IsInside(middle));
            var next = there ?? (at is not null && at.IsAround(middle) ? at : null);
            if (next == at && (entered || there is null)) continue;
            if (next != at && at is not null) crossings.Add(new(share, at.Fence, false, next is null));
            if (next is not null) crossings.Add(new(share, next.Fence, true, false));
            (at, entered) = (next, next is not null);
        }

        return crossings;
    }

    /// <summary>The straight line from fix to fix in a fence's own plane.</summary>
    private sealed class Way(Fence fence, Fix from, Fix to)
    {
        private readonly NetTopologySuite.Geometries.Coordinate _from = fence.InPlane(from.Point);
        private readonly NetTopologySuite.Geometries.Coordinate _to = fence.InPlane(to.Point);

        internal Fence Fence => fence;

        internal IEnumerable<double> Crossings => fence.Crossings(_from, _to);

        internal bool IsInside(double share) => fence.IsInside(At(share));

        internal bool IsAround(double share) => fence.IsAround(At(share));

        private NetTopologySuite.Geometries.Coordinate At(double share)
            => new(_from.X + ((_to.X - _from.X) * share), _from.Y + ((_to.Y - _from.Y) * share));
    }
}
