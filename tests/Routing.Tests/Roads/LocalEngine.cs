using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Logistics.Routing.Tests.Roads;

/// <summary>
/// A small server that speaks what OSRM and Valhalla document of their matrix services: a kilometre and a minute for each hundredth of
/// a degree between two places. It can be told to misbehave.
/// </summary>
internal sealed class LocalEngine : IAsyncDisposable
{
    private readonly WebApplication app;
    private int asked;

    private LocalEngine(WebApplication app) => this.app = app;

    internal int Asked => asked;

    internal Func<HttpContext, Task<bool>> Misbehave { get; set; } = _ => Task.FromResult(false);

    /// <summary>Latitudes from here on are on an island.</summary>
    internal double IslandsFrom { get; set; } = 90;

    internal string Address => app.Urls.Single();

    internal static async Task<LocalEngine> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var engine = new LocalEngine(builder.Build());
        engine.app.MapGet("/table/v1/driving/{places}", engine.Table);
        engine.app.MapPost("/sources_to_targets", engine.Matrix);
        await engine.app.StartAsync();
        return engine;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task Table(HttpContext context, string places, string sources, string destinations, string annotations)
    {
        Interlocked.Increment(ref asked);
        if (await Misbehave(context)) return;
        var all = places.Split(';').Select(place => place.Split(',').Select(of => double.Parse(of, CultureInfo.InvariantCulture)).ToArray()).ToList();
        if (annotations != "duration,distance" || all.Exists(place => place is not [>= -180 and <= 180, >= -90 and <= 90]))
        {
            context.Response.StatusCode = 400;
            await context.Response.WriteAsJsonAsync(new { code = "InvalidQuery" });
            return;
        }

        var rows = Picked(sources).Select(from => Picked(destinations).Select(to => Far((from[1], from[0]), (to[1], to[0]))).ToList()).ToList();
        await context.Response.WriteAsJsonAsync(new
        {
            code = "Ok",
            durations = rows.Select(row => row.Select(far => far * 60)),
            distances = rows.Select(row => row.Select(far => far * 1000)),
        });

        IEnumerable<double[]> Picked(string indexes) => indexes.Split(';').Select(index => all[int.Parse(index, CultureInfo.InvariantCulture)]);
    }

    private async Task Matrix(HttpContext context)
    {
        Interlocked.Increment(ref asked);
        if (await Misbehave(context)) return;
        using var request = await JsonDocument.ParseAsync(context.Request.Body);
        var (sources, targets) = (Places("sources"), Places("targets"));
        await context.Response.WriteAsJsonAsync(new
        {
            units = "kilometers",
            sources_to_targets = sources.Select((from, i) => targets.Select((to, j) => new { from_index = i, to_index = j, time = Far(from, to) * 60, distance = Far(from, to) })),
        });

        List<(double, double)> Places(string of) => request.RootElement.GetProperty(of).EnumerateArray()
            .Select(place => (place.GetProperty("lat").GetDouble(), place.GetProperty("lon").GetDouble())).ToList();
    }

    private double? Far((double Latitude, double Longitude) from, (double Latitude, double Longitude) to) =>
        from.Latitude >= IslandsFrom != to.Latitude >= IslandsFrom
            ? null
            : Math.Round(100 * (Math.Abs(from.Latitude - to.Latitude) + Math.Abs(from.Longitude - to.Longitude)), 3);
}
