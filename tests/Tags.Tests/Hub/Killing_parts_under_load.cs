using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text;
using FluentAssertions;
using Logistics.Specs;
using Xunit;

namespace Logistics.Tags.Tests.Hub;

/// <summary>
/// Gateways post to two processes at once and post again whatever they have no receipt for, while parts are killed as by a power cut.
/// Counted by receipts: what one says is safe is in the journal, once.
/// </summary>
[Trait("Needs", "Servers")]
public sealed class Killing_parts_under_load(RunningHub hub) : IClassFixture<RunningHub>
{
    private const int PerBatch = 20;

    [Fact]
    public Task Loses_and_doubles_nothing() => Kill(gateways: 3, batches: 60, ["Tags", "PostgreSQL", "RabbitMQ"]);

    [Fact]
    [Trait("Takes", "Long")]
    public Task Loses_and_doubles_nothing_for_minutes()
        => Kill(gateways: 8, batches: 500, [.. Enumerable.Range(0, 8).Select(n => (string[])["Tags", "PostgreSQL", "RabbitMQ"]).SelectMany(parts => parts)]);

    private async Task Kill(int gateways, int batches, string[] parts)
    {
        using var second = await SecondTags.Start(hub.Hub);
        using var first = new HttpClient { BaseAddress = hub.Http, Timeout = TimeSpan.FromSeconds(10) };
        using var other = new HttpClient { BaseAddress = second.Http, Timeout = TimeSpan.FromSeconds(10) };
        var devices = new List<Device>();
        for (var n = 0; n < gateways; n++) devices.Add(await hub.Gateway($"gw-kill-{Guid.NewGuid():N}"));

        var done = new ConcurrentDictionary<string, int>();
        var posting = Task.WhenAll(devices.SelectMany(device => (HttpClient[])[first, other], (device, door) => Task.Run(() => Post(device, door, batches, done))));
        for (var n = 0; n < parts.Length && !posting.IsCompleted; n++)
        {
            var share = batches * 2 * gateways * (n + 1) / (parts.Length + 1);
            await Eventually.True(() => Task.FromResult(posting.IsCompleted || done.Values.Sum() >= share), "the load to go on");
            await hub.Hub.Kill(parts[n]);
        }

        // Both doors have answered for every batch, so all that is counted here is up again.
        await posting;
        foreach (var device in devices)
        {
            var journaled = (await hub.Count($"select count(*) from reads where gateway = '{device.Id}'"),
                await hub.Count($"select count(distinct sequence) from reads where gateway = '{device.Id}'"),
                await hub.Count($"select upper(acknowledged) - 1 from receipts where gateway = '{device.Id}'"),
                await hub.Count($"select missing from receipts where gateway = '{device.Id}'"));
            journaled.Should().Be((batches * PerBatch, batches * PerBatch, batches * PerBatch, 0L));
        }
    }

    /// <summary>Both doors get all batches, in their own order; who comes second is told that they are known.</summary>
    private static async Task Post(Device device, HttpClient door, int batches, ConcurrentDictionary<string, int> done)
    {
        for (var n = 0; n < batches; n++)
        {
            var body = device.Body((n * PerBatch) + 1, PerBatch);
            while (!await Acknowledged(device, door, body)) await Task.Delay(50);
            done.AddOrUpdate(device.Id, 1, (_, count) => count + 1);
        }
    }

    private static async Task<bool> Acknowledged(Device device, HttpClient door, string body)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/reads") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", device.Key);
            using var response = await door.SendAsync(request);
            var answer = await response.Content.ReadAsStringAsync();
            ((int)response.StatusCode).Should().BeOneOf([200, 429, 503], answer);
            if (!response.IsSuccessStatusCode) return false;
            var receipt = JsonSerializer.Deserialize<JsonElement>(answer);
            return receipt.GetProperty("accepted").GetInt32() + receipt.GetProperty("repeated").GetInt32() == PerBatch;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
        {
            return false;
        }
    }
}
