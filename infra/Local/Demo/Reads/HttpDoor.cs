using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Logistics.Demo.Hub;
using Logistics.Tags.V1;
using NodaTime;
using NodaTime.Text;

namespace Logistics.Demo.Reads;

/// <summary>`POST /v1/reads`.</summary>
internal sealed class HttpDoor(HttpClient http, Uri tags, string deviceKey) : IDoor
{
    // RFC 3339: the offset with its minutes, which ISO 8601 lets one leave out.
    private static readonly OffsetDateTimePattern EventTime =
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss;FFFFFFo<+HH:mm>");

    public async Task<(string Epoch, ulong NextSequence)> Open(string nonce, CancellationToken ct)
    {
        var answer = await Send("v1/gateways/me/epochs", new JsonObject { ["clientNonce"] = nonce }, ct);
        return ((string)answer["epoch"]!, (ulong)answer["nextSequence"]!);
    }

    public Task Post(ReadBatch batch, CancellationToken ct) => Send("v1/reads", BodyOf(batch), ct);

    internal static JsonObject BodyOf(ReadBatch batch) => new()
    {
        ["epoch"] = batch.Epoch,
        ["batchId"] = batch.BatchId,
        ["reads"] = new JsonArray([.. batch.Reads.Select(BodyOf)]),
    };

    private static JsonObject BodyOf(Read read)
    {
        var at = read.EventTime.Instant.ToInstant().WithOffset(Offset.FromSeconds(read.EventTime.UtcOffsetMinutes * 60));
        var body = new JsonObject
        {
            ["sequence"] = read.Sequence,
            ["tagId"] = read.TagId,
            ["eventTime"] = EventTime.Format(at),
            ["readPointId"] = read.ReadPointId,
            ["antenna"] = read.Antenna,
            ["rssiDbm"] = read.RssiDbm,
        };
        if (read.Position is { } position) body["position"] = new JsonObject { ["latitude"] = position.Latitude, ["longitude"] = position.Longitude };
        if (read.HasBatteryPercent) body["batteryPercent"] = read.BatteryPercent;
        if (read.Sensors.Count > 0)
            body["sensors"] = new JsonArray([.. read.Sensors.Select(sensor => new JsonObject { ["type"] = sensor.Type, ["value"] = sensor.Value, ["unit"] = sensor.Unit })]);
        return body;
    }

    private async Task<JsonNode> Send(string path, JsonObject body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(tags, path)) { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", deviceKey);
        using var response = await http.SendAsync(request, ct);
        var answer = await response.Content.ReadAsStringAsync(ct);
        return response.IsSuccessStatusCode
            ? JsonNode.Parse(answer)!
            : throw new HttpRequestException($"{path} answered {(int)response.StatusCode}: {answer}");
    }
}
