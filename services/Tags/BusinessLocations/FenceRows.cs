using Logistics.EventStore;
using Logistics.Tags.Fences;
using Npgsql;

namespace Logistics.Tags.BusinessLocations;

/// <summary>Fences of all times, for the watch.</summary>
internal static class FenceRows
{
    internal static FenceVersion VersionOf(object e) => e switch
    {
        FenceDrawn drawn => new(drawn.LocationId, drawn.From.ToInstant(), drawn.Shape),
        FenceRemoved removed => new(removed.LocationId, removed.From.ToInstant(), null),
        _ => throw new ArgumentException($"{e.GetType().Name} says nothing of a fence.", nameof(e)),
    };

    internal static async Task<FenceMap> Load(NpgsqlDataSource database, CancellationToken ct)
    {
        await using var all = database.CreateCommand("select location, since, shape from business_location_fence");
        await using var rows = await all.ExecuteReaderAsync(ct);
        var versions = new List<FenceVersion>();
        while (await rows.ReadAsync(ct))
            versions.Add(new(rows.GetString(0), rows.GetInstant(1), rows.Text(2) is { } shape ? EventJson.Deserialize<FenceShape>(shape) : null));
        return FenceMap.Of(versions);
    }
}
