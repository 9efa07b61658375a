using System.Globalization;
using System.Text.Json.Nodes;
using Logistics.Local;
using NodaTime;
using NodaTime.Text;

namespace Logistics.Smoke;

/// <summary>Posts reads with curl as a gateway would; what got no answer is sent again by curl itself.</summary>
internal sealed class Gateways(Hub hub)
{
    private readonly Dictionary<string, string> epochs = [];
    private (string Key, string Body) last;

    internal async Task Post(string gateway, string readPoint, int sequence, string tag, CancellationToken ct)
    {
        var key = (string)JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(hub.Keys, $"device-{gateway}.json"), ct))!["key"]!;
        if (!epochs.TryGetValue(gateway, out var epoch))
        {
            var opened = await Curl("/v1/gateways/me/epochs", key, new JsonObject { ["clientNonce"] = "smoke" }.ToJsonString(), ct);
            epochs[gateway] = epoch = (string)opened["epoch"]!;
        }

        var now = SystemClock.Instance.GetCurrentInstant().WithOffset(Offset.FromHours(1));
        var read = new JsonObject
        {
            ["sequence"] = sequence,
            ["tagId"] = tag,
            ["eventTime"] = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss.fffo<+HH:mm>").Format(now),
            ["readPointId"] = readPoint,
            ["antenna"] = 1,
            ["rssiDbm"] = -58.5,
        };
        last = (key, new JsonObject { ["epoch"] = epoch, ["batchId"] = $"{gateway}-{sequence}", ["reads"] = new JsonArray(read) }.ToJsonString());
        // A first post whose answer was lost in a fault counts as a repetition here; what is stored is counted at the end.
        var receipt = await Curl("/v1/reads", last.Key, last.Body, ct);
        if ((int)receipt["accepted"]! + (int)receipt["repeated"]! != 1) throw new SmokeFailure($"the read was not acknowledged: {receipt.ToJsonString()}");
    }

    /// <summary>The same bytes once more.</summary>
    internal Task<JsonObject> PostAgain(CancellationToken ct) => Curl("/v1/reads", last.Key, last.Body, ct);

    private async Task<JsonObject> Curl(string path, string key, string body, CancellationToken ct)
    {
        var url = new Uri(hub.Services["Tags"].Http, path).ToString();
        var (exitCode, output) = await Command.Try("curl",
            ["-sS", "--fail-with-body", "--max-time", "20", "--retry", "90", "--retry-delay", "1", "--retry-max-time", "90", "--retry-all-errors",
             "-H", $"authorization: Bearer {key}", "-H", "content-type: application/json", "-d", body, url], ct: ct);
        var json = output.Split('\n').LastOrDefault(line => line.StartsWith('{'));
        return exitCode == 0 && json is not null
            ? JsonNode.Parse(json)!.AsObject()
            : throw new SmokeFailure(string.Create(CultureInfo.InvariantCulture, $"curl {path} ended with {exitCode}: {output}"));
    }
}
