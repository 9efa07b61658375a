using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using FluentAssertions;
using NodaTime;

namespace Logistics.Tags.Tests.Server;

/// <content>What gateways post by HTTP.</content>
public sealed partial class RunningTags
{
    internal async Task<string> Epoch(string token, string nonce = "boot-1")
    {
        var (status, body) = await Post("/v1/gateways/me/epochs", token, JsonSerializer.Serialize(new { clientNonce = nonce }));
        return status == 200 ? body.GetProperty("epoch").GetString()! : throw new InvalidOperationException($"{status} {body}");
    }

    internal async Task<(int Status, JsonElement Body)> Post(string path, string? token, string body, string contentType = "application/json")
    {
        using var client = new HttpClient { BaseAddress = Http };
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Encoding.Latin1.GetBytes(body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        if (body.Length > 1_000_000) request.Headers.ExpectContinue = true;
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await client.SendAsync(request);
        return ((int)response.StatusCode, JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()));
    }

    /// <summary>Reads that are journaled.</summary>
    internal async Task Posted(string gateway, params object[] reads)
    {
        var (status, body) = await Post("/v1/reads", gateway, Body(await Epoch(gateway), reads));
        status.Should().Be(200, body.GetRawText());
    }

    internal static string Body(string? epoch, params object[] reads) => JsonSerializer.Serialize(new { epoch, batchId = "b", reads });

    internal static object Read(long sequence, string tag, Instant at, double rssi = -60, string? readPoint = null, double? celsius = null, int? battery = null) => new
    {
        sequence,
        tagId = tag,
        eventTime = Text(at),
        antenna = 1,
        rssiDbm = rssi,
        readPointId = readPoint,
        batteryPercent = battery,
        sensors = celsius is { } value ? new[] { new { type = "temperature", value, unit = "CEL" } } : null,
    };

    /// <summary>In Dortmund's winter time.</summary>
    internal static string Text(Instant at) => (at + Duration.FromHours(1)).ToString("uuuu-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture) + "+01:00";
}
