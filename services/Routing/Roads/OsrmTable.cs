using System.Globalization;
using System.Text.Json;

namespace Logistics.Routing.Roads;

/// <summary>
/// OSRM's table service, API version 1: GET /table/v1/{profile}/{longitude},{latitude};… with sources, destinations and annotations;
/// durations in seconds, distances in metres, null where no road leads.
/// </summary>
internal static class OsrmTable
{
    internal static HttpRequestMessage Request(RoadEngineSettings settings, IReadOnlyList<Place> from, IReadOnlyList<Place> to)
    {
        var all = string.Join(';', from.Concat(to).Select(place => string.Create(CultureInfo.InvariantCulture, $"{place.Longitude:0.######},{place.Latitude:0.######}")));
        var sources = string.Join(';', Enumerable.Range(0, from.Count));
        var destinations = string.Join(';', Enumerable.Range(from.Count, to.Count));
        return new HttpRequestMessage(HttpMethod.Get, new Uri(
            settings.Address!, $"table/v1/{Uri.EscapeDataString(settings.Profile)}/{all}?sources={sources}&destinations={destinations}&annotations=duration,distance"));
    }

    internal static RoadWay?[,] Answer(JsonElement body, int from, int to)
    {
        if (body.GetProperty("code").GetString() is var code && code != "Ok") throw new FormatException($"it says {code}");
        var (durations, distances) = (body.GetProperty("durations"), body.GetProperty("distances"));
        var ways = new RoadWay?[from, to];
        for (var i = 0; i < from; i++)
        {
            for (var j = 0; j < to; j++)
            {
                var (seconds, metres) = (durations[i][j], distances[i][j]);
                ways[i, j] = seconds.ValueKind == JsonValueKind.Null || metres.ValueKind == JsonValueKind.Null
                    ? null
                    : new RoadWay(metres.GetDouble() / 1000, seconds.GetDouble() / 60, RoadEngineSettings.Osrm);
            }
        }

        return ways;
    }
}
