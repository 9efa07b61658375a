using FluentAssertions;
using Xunit;

namespace Logistics.Tags.Tests.Server;

[Trait("Needs", "Servers")]
[Collection(OneRunningTags.Name)]
public sealed class Uplinks_of_network_servers(RunningTags tags)
{
    private const string TheThingsStack =
        """
        {"end_device_ids":{"device_id":"reefer-7","dev_eui":"70B3D57ED0000007"},"received_at":"2026-11-20T11:00:01.2Z",
         "uplink_message":{"session_key_id":"AYfg","f_port":2,"f_cnt":41,"received_at":"2026-11-20T11:00:00.9Z",
           "decoded_payload":{"temperature":4.5,"humidity":81,"battery":93,"latitude":51.5,"longitude":7.4},
           "rx_metadata":[{"gateway_ids":{"gateway_id":"roof"},"rssi":-107,"snr":3.2}]}}
        """;

    private const string ChirpStack =
        """
        {"deduplicationId":"3ac7e3c4-4401-4b8d-9386-a5c902f9202d","time":"2026-11-20T11:05:00.000000+00:00",
         "deviceInfo":{"deviceName":"reefer-8","devEui":"70b3d57ed0000008"},"fCnt":7,"fPort":2,"object":{"temperature":-18.25},"rxInfo":[{"gatewayId":"a","rssi":-60}]}
        """;

    [Theory]
    [InlineData("things-stack", TheThingsStack, "device:70B3D57ED0000007")]
    [InlineData("chirpstack", ChirpStack, "device:70B3D57ED0000008")]
    public async Task Become_reads_and_are_known_again(string form, string body, string tag)
    {
        var gateway = await tags.Gateway($"gw-{form}");
        var (status, answer) = await tags.Post($"/v1/uplinks/{form}", gateway, body);
        (status, answer.GetProperty("accepted").GetInt32()).Should().Be((200, 1));
        (await tags.Post($"/v1/uplinks/{form}", gateway, body)).Body.GetProperty("repeated").GetInt32().Should().Be(1);
        (await tags.Count($"select count(*) from reads where tag = '{tag}' and rssi < -50 and sensors @> '[{{\"type\":\"temperature\",\"unit\":\"CEL\"}}]'")).Should().Be(1);
    }

    [Fact]
    public async Task That_are_none_are_taken_and_forgotten_and_what_is_no_JSON_is_refused()
    {
        var gateway = await tags.Gateway("gw-uplinks");
        (await Send("""{"end_device_ids":{"device_id":"reefer-7"},"join_accept":{}}""")).Should().Be(204);
        (await Send("{")).Should().Be(400);
        (await tags.Count("select count(*) from reads where gateway = 'gw-uplinks'")).Should().Be(0);

        async Task<int> Send(string body)
        {
            using var client = new HttpClient { BaseAddress = tags.Http };
            client.DefaultRequestHeaders.Authorization = new("Bearer", gateway);
            using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            using var response = await client.PostAsync("/v1/uplinks/things-stack", content);
            return (int)response.StatusCode;
        }
    }
}
