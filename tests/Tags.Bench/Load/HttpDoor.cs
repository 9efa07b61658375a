using System.Diagnostics;
using System.Net.Http.Headers;
using Logistics.Tags.Bench.Hub;

namespace Logistics.Tags.Bench.Load;

/// <summary>Gateways that post JSON, each on two connections: while a batch is being stored the next one is on its way.</summary>
internal static class HttpDoor
{
    private const int ConnectionsPerGateway = 2;

    internal static async Task<double> Measure(BenchHub hub, IReadOnlyList<Prepared> load)
    {
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(load.SelectMany(gateway => Enumerable.Range(0, ConnectionsPerGateway).Select(n => Task.Run(() => Send(hub, gateway, n)))));
        return load.Sum(gateway => gateway.Reads) / watch.Elapsed.TotalSeconds;
    }

    private static async Task Send(BenchHub hub, Prepared load, int first)
    {
        using var client = new HttpClient { BaseAddress = hub.TagsHttp };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", load.Gateway.Key);
        for (var n = first; n < load.Batches.Count; n += ConnectionsPerGateway)
        {
            using var content = new ByteArrayContent(load.Batches[n]);
            content.Headers.ContentType = new("application/json");
            using var response = await client.PostAsync("/v1/reads", content);
            if (!response.IsSuccessStatusCode) throw new HttpRequestException($"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        }
    }
}
