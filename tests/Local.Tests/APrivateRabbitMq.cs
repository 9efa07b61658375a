using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using FluentAssertions;
using Xunit;

namespace Logistics.Local.Tests;

[Trait("Needs", "Servers")]
public sealed class APrivateRabbitMq : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Keeps_confirmed_messages_through_a_stop_and_through_a_kill()
    {
        await using (var rabbitMq = await PrivateRabbitMq.Start(folder.Run))
        {
            using var http = Client(rabbitMq.Server);
            await DeclareQuorumQueue(http);
            await Publish(http, "before the stop");
        }

        // The stop comes first: RabbitMQ 3.10 saves the names of quorum queues only every half second, so that a
        // kill right after a declaration would find the queue empty.
        await using var again = await PrivateRabbitMq.Start(folder.Run);
        using var client = Client(again.Server);
        (await Take(client)).Should().Be("before the stop");

        await Publish(client, "before the kill");
        await again.Process.Kill();
        await again.Process.WaitUntilReady();
        folder.Said.Should().Contain(line => line.StartsWith("RabbitMQ ended with exit code"));
        (await Take(client)).Should().Be("before the kill");
    }

    private static HttpClient Client(RabbitMqServer server)
    {
        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes(server.Amqp.UserInfo));
        return new() { BaseAddress = server.Management, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Basic", credentials) } };
    }

    private static async Task DeclareQuorumQueue(HttpClient http)
    {
        var arguments = new Dictionary<string, string> { ["x-queue-type"] = "quorum" };
        using var answer = await http.PutAsJsonAsync("api/queues/%2F/kept", new { durable = true, arguments });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The management API publishes with a confirm and answers after it.</summary>
    private static async Task Publish(HttpClient http, string text)
    {
        var properties = new { delivery_mode = 2 };
        using var answer = await http.PostAsJsonAsync(
            "api/exchanges/%2F/amq.default/publish", new { properties, routing_key = "kept", payload = text, payload_encoding = "string" });
        answer.EnsureSuccessStatusCode();
        (await answer.Content.ReadAsStringAsync()).Should().Contain("true");
    }

    private static async Task<string?> Take(HttpClient http)
    {
        string? payload = null;
        // A quorum queue elects its leader anew after the start.
        await Until.True(
            async () =>
            {
                using var answer = await http.PostAsJsonAsync(
                    "api/queues/%2F/kept/get", new { count = 1, ackmode = "ack_requeue_false", encoding = "auto" });
                var messages = answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<List<Message>>() : null;
                payload = messages?.FirstOrDefault()?.Payload;
                return payload is not null;
            },
            TimeSpan.FromSeconds(20));
        return payload;
    }

    private sealed record Message(string Payload);
}
