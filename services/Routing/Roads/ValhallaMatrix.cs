using System.Text.Json;

namespace Logistics.Routing.Roads;

/// <summary>
/// Valhalla's matrix service: POST /sources_to_targets with sources, targets and costing; a row for each source, time in seconds,
/// distance in kilometres, null where no road leads.
/// </summary>
internal static class ValhallaMatrix
{
    internal static HttpRequestMessage Request(RoadEngineSettings settings, IReadOnlyList<Place> from, IReadOnlyList<Place> to) =>
        new(HttpMethod.Post, new Uri(settings.Address!, "sources_to_targets"))
        {
            Content = JsonContent.Create(new { sources = Points(from), targets = Points(to), costing = settings.Profile, units = "kilometers" }),
        };

    internal static RoadWay?[,] Answer(JsonElement body, int from, int to)
    {
        var rows = body.GetProperty("sources_to_targets");
        var ways = new RoadWay?[from, to];
        for (var i = 0; i < from; i++)
        {
            for (var j = 0; j < to; j++)
            {
                var (time, distance) = (rows[i][j].GetProperty("time"), rows[i][j].GetProperty("distance"));
                ways[i, j] = time.ValueKind == JsonValueKind.Null || distance.ValueKind == JsonValueKind.Null
                    ? null
                    : new RoadWay(distance.GetDouble(), time.GetDouble() / 60, RoadEngineSettings.Valhalla);
            }
        }

        return ways;
    }

    private static object[] Points(IReadOnlyList<Place> places) => places.Select(place => (object)new { lat = place.Latitude, lon = place.Longitude }).ToArray();
}
