using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Logistics.Replay;

internal sealed record Receipt(int Accepted, int Repeated, IReadOnlyList<Quarantined> Quarantined, IReadOnlyList<Range> Acknowledged, long NextSequence);

internal sealed record Quarantined(int Index, long Sequence, string Reason);

internal sealed record Range(long First, long Last);

/// <summary>The hub said no for good; the message is for the user.</summary>
internal sealed class RefusedException(string message) : Exception(message);

/// <summary>Posts as a gateway: what was not acknowledged is posted again until it is.</summary>
internal sealed class Gateway : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly HttpClient _http;
    private readonly string? _readPoint;

    internal Gateway(Uri url, string key, string? readPoint)
    {
        _readPoint = readPoint;
        _http = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromSeconds(30) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public void Dispose() => _http.Dispose();

    internal async Task<string> OpenEpoch(string nonce, CancellationToken ct)
    {
        var answer = await Send("/v1/gateways/me/epochs", new { clientNonce = nonce }, ct);
        return answer.GetProperty("epoch").GetString()!;
    }

    internal async Task<Receipt> Post(string epoch, IReadOnlyList<LoggedRead> reads, CancellationToken ct)
    {
        var batch = new
        {
            epoch,
            batchId = $"{reads[0].Sequence}-{reads[^1].Sequence}",
            reads = reads.Select(read => new Dictionary<string, object?>
            {
                ["sequence"] = read.Sequence,
                ["tagId"] = read.Tag,
                ["eventTime"] = read.EventTime,
                ["antenna"] = read.Antenna,
                ["rssiDbm"] = read.RssiDbm,
            }.With("readPointId", _readPoint)),
        };
        return (await Send("/v1/reads", batch, ct)).Deserialize<Receipt>(JsonSerializerOptions.Web)!;
    }

    private async Task<JsonElement> Send(string path, object body, CancellationToken ct)
    {
        var (began, pause) = (System.Diagnostics.Stopwatch.GetTimestamp(), TimeSpan.FromMilliseconds(200));
        while (true)
        {
            string trouble;
            try
            {
                using var response = await _http.PostAsJsonAsync(path, body, ct);
                if (response.IsSuccessStatusCode) return await response.Content.ReadFromJsonAsync<JsonElement>(ct);
                var problem = await response.Content.ReadAsStringAsync(ct);
                if (response.StatusCode == HttpStatusCode.UnprocessableEntity && ReceiptIn(problem) is { } receipt) return receipt;
                if ((int)response.StatusCode is not (429 or 503)) throw Refused(path, response.StatusCode, problem);
                trouble = $"{(int)response.StatusCode}";
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
            {
                trouble = e.Message;
            }

            if (System.Diagnostics.Stopwatch.GetElapsedTime(began) > Patience) throw new RefusedException($"{_http.BaseAddress} does not answer: {trouble}");
            await Task.Delay(pause, ct);
            pause = pause * 2 < TimeSpan.FromSeconds(5) ? pause * 2 : TimeSpan.FromSeconds(5);
        }
    }

    private static JsonElement? ReceiptIn(string problem)
        => JsonSerializer.Deserialize<JsonElement>(problem).TryGetProperty("receipt", out var receipt) ? receipt : null;

    private static RefusedException Refused(string path, HttpStatusCode status, string problem) => new(status switch
    {
        HttpStatusCode.Unauthorized => "The hub does not know this device key: check --key.",
        HttpStatusCode.Forbidden => "The key is good, but no gateway is registered for it: register the gateway first.",
        _ => $"POST {path} was answered {(int)status}: {problem}",
    });
}

internal static class Members
{
    internal static Dictionary<string, object?> With(this Dictionary<string, object?> members, string name, object? value)
    {
        if (value is not null) members[name] = value;
        return members;
    }
}
