using System.Text.Json;
using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using NodaTime;

namespace Logistics.Routing.Roads;

/// <summary>
/// Asks the configured engine for the ways of a question, all in one request and in bounded time. What it said is kept. Where it is
/// silent the great circle counts, with the reason, and it is left alone for a while: a plan never waits for it twice.
/// </summary>
internal sealed class RoadEngine(RoadEngineSettings settings, HttpClient http, IClock clock, ILogger<RoadEngine> logger)
{
    private const int LargestAnswer = 1 << 20;
    private static readonly Duration LeftAlone = Duration.FromSeconds(30);

    private readonly RoadWayCache known = new(Duration.FromHours(settings.KeepHours));
    private volatile Silence? silent;

    internal bool IsThere => settings.Kind != RoadEngineSettings.None;

    /// <summary>The network with the ways of a question; asks nobody where no road leg can be.</summary>
    internal async Task<NetworkSnapshot> On(NetworkSnapshot network, PlanQuery query, CancellationToken ct) => network.With(await For(network, query, ct));

    private async Task<RoadTable> For(NetworkSnapshot network, PlanQuery query, CancellationToken ct)
    {
        if (!IsThere || RoadPlaces.Of(network, query) is not { } places) return RoadTable.GreatCircle;
        var now = clock.GetCurrentInstant();
        if (Known(places, now) is { } told) return RoadTable.Of(told, settings.Kind);
        if (silent is { } lately && lately.Until > now) return RoadTable.WithoutEngine(lately.Why);
        try
        {
            await Ask([places.From, .. places.NearTo], [.. places.NearFrom, places.To], now, ct);
            return RoadTable.Of(Known(places, now)!, settings.Kind);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException or JsonException or FormatException
            or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            var silence = new Silence(now + LeftAlone, $"the routing engine {Problem(e)}");
            silent = silence;
            logger.RoadEngineSilent(settings.Address!, silence.Why);
            return RoadTable.WithoutEngine(silence.Why);
        }
    }

    private Dictionary<(Place, Place), RoadWay?>? Known(RoadPlaces places, Instant now)
    {
        var told = new Dictionary<(Place, Place), RoadWay?>();
        foreach (var (from, to) in places.Pairs)
        {
            if (!known.TryGet(from, to, now, out var way)) return null;
            told[(from, to)] = way;
        }

        return told;
    }

    private async Task Ask(IReadOnlyList<Place> from, IReadOnlyList<Place> to, Instant now, CancellationToken ct)
    {
        using var request = settings.Kind == RoadEngineSettings.Osrm ? OsrmTable.Request(settings, from, to) : ValhallaMatrix.Request(settings, from, to);
        using var answer = JsonDocument.Parse(await Body(request, ct));
        var ways = settings.Kind == RoadEngineSettings.Osrm
            ? OsrmTable.Answer(answer.RootElement, from.Count, to.Count)
            : ValhallaMatrix.Answer(answer.RootElement, from.Count, to.Count);
        for (var i = 0; i < from.Count; i++)
        {
            for (var j = 0; j < to.Count; j++)
            {
                if (ways[i, j] is { } way && !(way.Kilometres >= 0 && way.DrivingMinutes >= 0 && way.Kilometres < 50_000 && way.DrivingMinutes < 100_000))
                    throw new FormatException("says what no road can be");
                known.Set(from[i], to[j], ways[i, j], now);
            }
        }
    }

    private async Task<byte[]> Body(HttpRequestMessage request, CancellationToken ct)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(ct);
        bounded.CancelAfter(settings.TimeoutMilliseconds);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, bounded.Token);
            if (!response.IsSuccessStatusCode) throw new HttpRequestException($"HTTP {(int)response.StatusCode}", null, response.StatusCode);
            await using var body = await response.Content.ReadAsStreamAsync(bounded.Token);
            var buffer = new MemoryStream();
            var part = new byte[16 * 1024];
            for (int read; (read = await body.ReadAsync(part, bounded.Token)) > 0; buffer.Write(part, 0, read))
            {
                if (buffer.Length + read > LargestAnswer) throw new FormatException("answers more than 1 MiB");
            }

            return buffer.ToArray();
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException();
        }
    }

    private string Problem(Exception e) => e switch
    {
        TimeoutException => $"did not answer within {settings.TimeoutMilliseconds} ms",
        HttpRequestException { StatusCode: { } status } => $"answered HTTP {(int)status}",
        HttpRequestException or IOException => "cannot be reached",
        FormatException => $"is not understood: {e.Message}",
        _ => "is not understood",
    };

    private sealed record Silence(Instant Until, string Why);
}
