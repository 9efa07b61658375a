using Logistics.Tags.BusinessLocations;
using Logistics.Tags.Fences;
using Logistics.Tags.Journal;
using Logistics.Tags.Presence;
using Npgsql;

namespace Logistics.Tags.Watching;

/// <summary>What a read point says about a tag that is seen there.</summary>
internal sealed record KnownReadPoint(string? HubId, string Kind, GeoPoint? Position);

/// <summary>All read points, as the watch knows them.</summary>
/// <param name="fences">For reads that tell a position of their own.</param>
internal sealed class Places(IReadOnlyDictionary<string, KnownReadPoint> points, FenceMap fences)
{
    internal FenceMap Fences => fences;

    internal static async Task<Places> Load(NpgsqlDataSource database, FenceMap fences, CancellationToken ct)
    {
        var points = new Dictionary<string, KnownReadPoint>();
        await using var all = database.CreateCommand("select id, hub, kind, latitude, longitude from read_point_directory");
        await using var rows = await all.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            var position = rows.IsDBNull(3) ? null : new GeoPoint(rows.GetDouble(3), rows.GetDouble(4));
            points[rows.GetString(0)] = new(rows.Text(1), rows.GetString(2), position);
        }

        return new(points, fences);
    }

    internal bool Knows(JournaledRead read) => read.ReadPointId is not { } id || points.ContainsKey(id);

    /// <summary>With what an event says about a place; most say nothing.</summary>
    internal Places With(object e) => e switch
    {
        ReadPoints.ReadPointRegistered point => new(new Dictionary<string, KnownReadPoint>(points) { [point.ReadPointId] = new(point.HubId, point.Kind, point.Position) }, fences),
        FenceDrawn or FenceRemoved => new(points, fences.With([FenceRows.VersionOf(e)])),
        _ => this,
    };

    internal Sighting SightingOf(JournaledRead read)
    {
        var point = PointOf(read);
        var place = point switch
        {
            { Kind: "vehicle" } => Place.Between,
            { HubId: not null, Kind: "gate-out" or "dock-out" } => Place.Exit,
            { HubId: not null, Kind: "gate-in" or "dock-in" } => Place.Entry,
            { HubId: not null } => Place.Inside,
            _ when read.Geo is not null => Place.Between,
            _ => Place.Unknown,
        };
        if (place == Place.Between && !fences.IsEmpty && read.Geo is { } geo && fences.Locate(geo, read.At) is var (fence, inside))
            return new(read.At, inside ? Place.Fenced : Place.Near, fence.LocationId, read.ReadPointId, read.Reference());
        return new(read.At, place, place is Place.Between or Place.Unknown ? null : point!.HubId, read.ReadPointId, read.Reference());
    }

    internal GeoPoint? PositionOf(JournaledRead read) => read.Geo ?? PointOf(read)?.Position;

    private KnownReadPoint? PointOf(JournaledRead read) => read.ReadPointId is { } id ? points.GetValueOrDefault(id) : null;
}
