using System.Text.RegularExpressions;
using FluentAssertions;
using Logistics.Local;
using Xunit;

namespace Logistics.Tags.Tests.Server;

[Trait("Needs", "Servers")]
[Collection(OneRunningTags.Name)]
public sealed partial class Uplinks_of_network_servers(RunningTags tags)
{
    [Theory]
    [InlineData("", 0, "device:70B3D57ED0000009", -104)]
    [InlineData("/things-stack", 1, "device:70B3D57ED0000107", -107)]
    [InlineData("/chirpstack", 2, "device:70B3D57ED0000108", -60)]
    public async Task As_documented_become_reads_and_are_known_again(string form, int example, string tag, double rssi)
    {
        var body = Examples()[example];
        var gateway = await tags.Gateway($"gw-uplinks-{example}");
        var (status, answer) = await tags.Post($"/v1/uplinks{form}", gateway, body);
        (status, answer.GetProperty("accepted").GetInt32()).Should().Be((200, 1), answer.ToString());
        (await tags.Post($"/v1/uplinks{form}", gateway, body)).Body.GetProperty("repeated").GetInt32().Should().Be(1);
        (await tags.Count($"select count(*) from reads where tag = '{tag}' and rssi = {rssi} and sensors @> '[{{\"type\":\"temperature\",\"unit\":\"CEL\"}}]'")).Should().Be(1);
    }

    [Theory]
    [InlineData("""{"devEui":"70B3D57ED00000","time":"2026-11-20T12:10:00Z"}""", 400, "invalid-argument", "devEui")]
    [InlineData("""{"devEui":"70B3D57ED000000G","time":"2026-11-20T12:10:00Z"}""", 400, "invalid-argument", "devEui")]
    [InlineData("""{"devEui":"70B3D57ED0000009","time":"2026-11-20T12:10:00Z","frameCounter":-1}""", 400, "invalid-argument", "frameCounter")]
    [InlineData("""{"devEui":"70B3D57ED0000009"}""", 400, "malformed-json", null)]
    [InlineData("""{"devEui":"70B3D57ED0000009","time":"2026-11-20T12:10:00Z","payload":"AQI="}""", 400, "malformed-json", "payload")]
    [InlineData("""{"devEui":"70B3D57ED0000009","time":"2026-11-20T12:10:00Z","rssiDbm":1e400}""", 422, "number-unusable", "rssiDbm")]
    public async Task In_the_common_form_are_taken_strictly(string body, int status, string reason, string? field)
    {
        var gateway = await tags.Gateway("gw-uplinks-strict");
        var (answered, problem) = await tags.Post("/v1/uplinks", gateway, body);
        (answered, problem.GetProperty("reason").GetString()).Should().Be((status, reason));
        if (field is not null) problem.GetProperty("field").GetString().Should().Be(field);
        (await tags.Count("select count(*) from reads where gateway = 'gw-uplinks-strict'")).Should().Be(0);
    }

    [Fact]
    public async Task Whose_values_are_unusable_are_kept_in_quarantine()
    {
        var gateway = await tags.Gateway("gw-uplinks-odd");
        const string Body = """{"devEui":"70B3D57ED0000009","time":"2026-11-20T12:10:00Z","sensors":[{"type":"temperature","value":1,"unit":"XX"}]}""";
        (await tags.Post("/v1/uplinks", gateway, Body)).Body.GetProperty("quarantined")[0].GetProperty("reason").GetString().Should().Be("sensor-unit-unknown");
    }

    [Theory]
    [InlineData("things-stack", """{"end_device_ids":{"device_id":"reefer-7"},"join_accept":{}}""")]
    [InlineData("chirpstack", """{"deduplicationId":"a","time":"2026-11-20T11:05:00Z","deviceInfo":{"devEui":"70b3d57ed0000108"},"devAddr":"00189440"}""")]
    [InlineData("chirpstack", """{"deduplicationId":"b","time":"2026-11-20T11:05:00Z","deviceInfo":{"devEui":"70b3d57ed0000108"},"margin":7,"batteryLevel":71.2}""")]
    [InlineData("chirpstack", "[]")]
    public async Task That_are_none_are_taken_and_forgotten(string form, string body)
    {
        (await Send(form, body)).Should().Be((204, ""));
        (await tags.Count("select count(*) from reads where gateway = 'gw-uplinks'")).Should().Be(0);
    }

    [Theory]
    [InlineData("things-stack", "{", 400, "malformed-json")]
    [InlineData("things-stack", """{"end_device_ids":{"dev_eui":"70B3D57ED0000107"},"uplink_message":{"received_at":"yesterday"}}""", 400, "uplink_message.received_at")]
    [InlineData("things-stack", """{"end_device_ids":{"dev_eui":"70B3D57ED0000107"},"uplink_message":{"received_at":"-0500-01-01T00:00:00Z"}}""", 400, "uplink_message.received_at")]
    [InlineData("things-stack", """{"end_device_ids":{"dev_eui":"reefer"},"uplink_message":{"received_at":"2026-11-20T11:00:00Z"}}""", 400, "end_device_ids.dev_eui")]
    [InlineData("things-stack", """{"end_device_ids":{"dev_eui":"\ud800"},"uplink_message":{"received_at":"2026-11-20T11:00:00Z"}}""", 400, "invalid-text")]
    [InlineData("chirpstack", "{\"deviceInfo\":{\"devEui\":\"70b3d57ed000010\u00ff\"},\"rxInfo\":[{}]}", 400, "invalid-text")]
    [InlineData("chirpstack", """{"deviceInfo":{"devEui":"70b3d57ed0000108"},"rxInfo":[{}]}""", 400, "time")]
    [InlineData("loriot", "{}", 404, "form-unknown")]
    public async Task That_cannot_be_read_are_refused_with_what_is_wrong(string form, string body, int status, string what)
    {
        var (answered, problem) = await Send(form, body);
        answered.Should().Be(status, problem);
        problem.Should().Contain($"\"{what}\"");
        (await tags.Count("select count(*) from reads where gateway = 'gw-uplinks'")).Should().Be(0);
    }

    [Fact]
    public async Task Without_a_session_are_known_by_their_content()
    {
        var gateway = await tags.Gateway("gw-uplinks-abp");
        (await Accepted(4.5)).Should().Be(1);
        (await Accepted(5.5)).Should().Be(1, "the counter began anew");
        (await Accepted(4.5)).Should().Be(0);

        async Task<int> Accepted(double celsius)
        {
            var body = $$$$"""{"end_device_ids":{"dev_eui":"70B3D57ED0000107"},"uplink_message":{"f_cnt":1,"received_at":"2026-11-20T11:00:00Z","decoded_payload":{"temperature":{{{{celsius}}}},"shock":2.5}}}""";
            return (await tags.Post("/v1/uplinks/things-stack", gateway, body)).Body.GetProperty("accepted").GetInt32();
        }
    }

    private async Task<(int Status, string Body)> Send(string form, string body)
    {
        using var client = new HttpClient { BaseAddress = tags.Http };
        client.DefaultRequestHeaders.Authorization = new("Bearer", await tags.Gateway("gw-uplinks"));
        using var content = new ByteArrayContent(System.Text.Encoding.Latin1.GetBytes(body));
        content.Headers.ContentType = new("application/json");
        using var response = await client.PostAsync($"/v1/uplinks/{form}", content);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private static List<string> Examples()
        => [.. Example().Matches(File.ReadAllText(Path.Combine(Checkout.Find().Root, "docs", "uplinks.md"))).Select(example => example.Groups[1].Value)];

    [GeneratedRegex("^```json\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();
}
