using Logistics.Tags.Journal;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using NodaTime;

namespace Logistics.Tags.Fences;

/// <summary>A business location's fence from an instant of event time on; no shape: none any more.</summary>
internal sealed record FenceVersion(string LocationId, Instant From, FenceShape? Shape);

/// <summary>
/// All fences of all times, found by place. A fix is judged by the fences in force at its event time, so that what is late comes to the
/// same as what is not. Where fences overlap, the smallest counts: the yard in the port.
/// </summary>
internal sealed class FenceMap
{
    internal static readonly FenceMap None = new([]);

    private const double MetresOfDegree = 110_000;

    private readonly Dictionary<(string, Instant), FenceVersion> _versions;
    private readonly STRtree<Held> _index = new();

    private FenceMap(Dictionary<(string, Instant), FenceVersion> versions)
    {
        _versions = versions;
        foreach (var location in versions.Values.GroupBy(v => v.LocationId))
        {
            var ordered = location.OrderBy(v => v.From).ToArray();
            for (var i = 0; i < ordered.Length; i++)
            {
                if (ordered[i].Shape is { } shape) Add(new(new(ordered[i].LocationId, shape), ordered[i].From, i + 1 < ordered.Length ? ordered[i + 1].From : Instant.MaxValue));
            }
        }

        if (versions.Count > 0) _index.Build();
    }

    internal static FenceMap Of(IEnumerable<FenceVersion> versions) => None.With(versions);

    internal IReadOnlyCollection<FenceVersion> Versions => _versions.Values;

    internal bool IsEmpty => _versions.Count == 0;

    /// <summary>Of several for one location and instant the last one counts.</summary>
    internal FenceMap With(IEnumerable<FenceVersion> versions)
    {
        var all = new Dictionary<(string, Instant), FenceVersion>(_versions);
        foreach (var version in versions) all[(version.LocationId, version.From)] = version;
        return all.Count == 0 ? None : new(all);
    }

    /// <summary>Fences in force that a way may come near, the smallest first.</summary>
    internal IReadOnlyList<Fence> Along(GeoPoint from, GeoPoint to, Instant at)
    {
        if (IsEmpty) return [];
        var found = _index.Query(Around(from, to));
        return found.Count == 0 ? [] : [.. found.Where(f => f.From <= at && at < f.Until).Select(f => f.Fence)
            .Distinct().OrderBy(f => f.SquareMetres).ThenBy(f => f.LocationId, StringComparer.Ordinal)];
    }

    /// <summary>Where a point is: in a fence, or near one, or (null) in neither.</summary>
    internal (Fence Fence, bool Inside)? Locate(GeoPoint point, Instant at)
    {
        (Fence, bool)? near = null;
        foreach (var fence in Along(point, point, at))
        {
            var there = fence.InPlane(point);
            if (fence.IsInside(there)) return (fence, true);
            if (near is null && fence.IsAround(there)) near = (fence, false);
        }

        return near;
    }

    /// <summary>Once as it is and once each a turn of the globe to either side: so no longitude is a seam.</summary>
    private void Add(Held held)
    {
        var (centre, reach) = (held.Fence.Centre, held.Fence.Reach / MetresOfDegree);
        var wide = WideAs(reach, Math.Abs(centre.Latitude) + reach);
        foreach (var turn in (int[])[-360, 0, 360])
            _index.Insert(new Envelope(centre.Longitude + turn - wide, centre.Longitude + turn + wide, centre.Latitude - reach, centre.Latitude + reach), held);
    }

    /// <summary>A geodesic bulges towards the pole: a twentieth of its length is more than it ever does within the fences' reach.</summary>
    private static Envelope Around(GeoPoint from, GeoPoint to)
    {
        var east = Earth.Turn(to.Longitude - from.Longitude);
        var slack = (Math.Abs(to.Latitude - from.Latitude) + Math.Abs(east)) / 20;
        var envelope = new Envelope(from.Longitude, from.Longitude + east, from.Latitude, to.Latitude);
        envelope.ExpandBy(WideAs(slack, Math.Max(Math.Abs(from.Latitude), Math.Abs(to.Latitude)) + slack), slack);
        return envelope;
    }

    /// <summary>Degrees of longitude that are as far as so many of latitude; the whole globe near a pole.</summary>
    private static double WideAs(double degrees, double latitude) => latitude >= 89 ? 180 : Math.Min(180, degrees / Math.Cos(Earth.Radians(latitude)));

    private sealed record Held(Fence Fence, Instant From, Instant Until);
}
