using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;

namespace Logistics.Local;

/// <summary>A RabbitMQ broker: a private one, or the one named in LOGISTICS_RABBITMQ.</summary>
public sealed class RabbitMqServer : IDisposable
{
    public const string Variable = "LOGISTICS_RABBITMQ";

    /// <summary>The management API of a broker named by <see cref="Variable"/>; default http, same host, port 15672.</summary>
    public const string ManagementVariable = "LOGISTICS_RABBITMQ_MANAGEMENT";

    private readonly HttpClient http;
    private readonly string user;

    public RabbitMqServer(Uri amqp, Uri management)
    {
        Amqp = amqp;
        Management = management;
        user = Uri.UnescapeDataString(amqp.UserInfo.Split(':')[0]);
        http = new() { BaseAddress = management, Timeout = TimeSpan.FromSeconds(20) };
        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(amqp.UserInfo)));
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", credentials);
    }

    /// <summary>User, password, host, port and virtual host.</summary>
    public Uri Amqp { get; }

    public Uri Management { get; }

    /// <summary>The MQTT listener's port of a private broker.</summary>
    public int? MqttPort { get; init; }

    /// <summary>The broker that the environment names, if it does.</summary>
    public static RabbitMqServer? Named()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } named)
        {
            return null;
        }

        var amqp = new Uri(named);
        var management = Environment.GetEnvironmentVariable(ManagementVariable) is { Length: > 0 } api ? api : $"http://{amqp.Host}:15672/";
        return new(amqp, new Uri(management));
    }

    /// <summary>A virtual host of its own, in which this broker's user may do everything.</summary>
    /// <returns>The amqp URI of it.</returns>
    public async Task<string> CreateVirtualHost(string name, CancellationToken ct = default)
    {
        await Put($"api/vhosts/{name}", new { }, ct);
        await Put($"api/permissions/{name}/{user}", new { configure = ".*", write = ".*", read = ".*" }, ct);
        return new UriBuilder(Amqp) { Path = name }.Uri.ToString();
    }

    public async Task DeleteVirtualHost(string name, CancellationToken ct = default)
    {
        using var answer = await http.DeleteAsync($"api/vhosts/{name}", ct);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Whether the broker's virtual hosts are up and its listeners open, MQTT's too.</summary>
    public async Task<bool> Answers(CancellationToken ct = default)
    {
        try
        {
            // The listeners open last.
            return await IsWell("virtual-hosts", ct)
                && await IsWell($"port-listener/{Amqp.Port}", ct)
                && (MqttPort is null || await IsWell($"port-listener/{MqttPort}", ct));
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<bool> IsWell(string check, CancellationToken ct)
    {
        using var answer = await http.GetAsync($"api/health/checks/{check}", ct);
        return answer.IsSuccessStatusCode;
    }

    private async Task Put(string path, object body, CancellationToken ct)
    {
        using var answer = await http.PutAsJsonAsync(path, body, ct);
        if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException(
                $"RabbitMQ's management API at {Management} ({ManagementVariable}) answered {(int)answer.StatusCode} to PUT {path}: "
                + await answer.Content.ReadAsStringAsync(ct));
        }
    }
}
