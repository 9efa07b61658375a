using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Logistics.Hosting;
using NodaTime;

namespace Logistics.Partners.Brokers;

/// <summary>An open MQTT connection.</summary>
/// <param name="Name">The broker's own for it.</param>
internal sealed record BrokerConnection(string Name, string Device, Instant Since);

/// <summary>RabbitMQ's management API, as far as it concerns devices' connections, with the name and password of <c>Hub:RabbitMq</c>.</summary>
internal sealed class BrokerManagement : IDisposable
{
    internal const string Setting = "Hub:RabbitMqManagement";

    private const int PageSize = 500;

    private readonly HttpClient _http;
    private readonly string _virtualHost;

    public BrokerManagement(IConfiguration configuration)
    {
        var broker = new Uri(configuration.Required("Hub:RabbitMq"));
        _virtualHost = Uri.UnescapeDataString(broker.AbsolutePath[1..]) is { Length: > 0 } named ? named : "/";
        _http = new() { BaseAddress = new(configuration.Required(Setting)), Timeout = TimeSpan.FromSeconds(10) };
        var credentials = Encoding.UTF8.GetBytes(Uri.UnescapeDataString(broker.UserInfo));
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(credentials));
    }

    /// <summary>Of all nodes of the broker.</summary>
    internal async Task<IReadOnlyList<BrokerConnection>> Connections(CancellationToken ct)
    {
        var found = new List<BrokerConnection>();
        for (var (page, pages) = (1, 1); page <= pages; page++)
        {
            using var answer = await _http.GetAsync(
                $"api/connections?page={page}&page_size={PageSize}&columns=name,user,vhost,protocol,connected_at", ct);

            // Connections that end meanwhile may take the last page with them.
            if (answer.StatusCode == HttpStatusCode.BadRequest && page > 1) break;
            answer.EnsureSuccessStatusCode();
            using var body = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(ct), default, ct);
            pages = body.RootElement.GetProperty("page_count").GetInt32();
            found.AddRange(body.RootElement.GetProperty("items").EnumerateArray().Select(Mqtt).OfType<BrokerConnection>());
        }

        return found;
    }

    /// <summary>One that is gone already is a success.</summary>
    internal async Task Close(BrokerConnection connection, string reason, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"api/connections/{Uri.EscapeDataString(connection.Name)}");
        request.Headers.Add("X-Reason", reason);
        using var answer = await _http.SendAsync(request, ct);
        if (answer.StatusCode != HttpStatusCode.NotFound) answer.EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();

    private BrokerConnection? Mqtt(JsonElement item)
        => Text(item, "vhost") == _virtualHost && Text(item, "protocol")?.StartsWith("MQTT", StringComparison.Ordinal) == true && Text(item, "name") is { } name && Text(item, "user") is { } user
            && item.TryGetProperty("connected_at", out var since) && since.TryGetInt64(out var milliseconds)
            ? new(name, user, Instant.FromUnixTimeMilliseconds(milliseconds))
            : null;

    private static string? Text(JsonElement item, string name) => item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
