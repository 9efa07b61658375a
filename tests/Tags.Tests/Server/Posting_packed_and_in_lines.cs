using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using FluentAssertions;
using NodaTime;
using Xunit;
using static Logistics.Tags.Tests.Server.RunningTags;

namespace Logistics.Tags.Tests.Server;

[Trait("Needs", "Servers")]
[Collection(OneRunningTags.Name)]
public sealed class Posting_packed_and_in_lines(RunningTags tags)
{
    private const string Json = "application/json";
    private const string Lines = "application/x-ndjson";
    private static readonly Instant At = Now - Duration.FromHours(1);

    [Fact]
    public async Task Gzip_is_unpacked()
    {
        var gateway = await tags.Gateway("gw-gzip");
        var body = Body(await tags.Epoch(gateway), [.. Enumerable.Range(1, 300).Select(i => Read(i, $"zip-{i}", At))]);
        var (status, answer) = await Send("/v1/reads", gateway, Packed(Encoding.UTF8.GetBytes(body)), Json, "gzip");
        (status, answer.GetProperty("accepted").GetInt32()).Should().Be((200, 300));
    }

    [Fact]
    public async Task A_bomb_ends_at_the_limit_and_what_is_no_gzip_is_said()
    {
        var gateway = await tags.Gateway("gw-bomb");
        var bomb = Packed(new byte[200 * 1024 * 1024]);
        bomb.Length.Should().BeLessThan(400_000);
        (await Send("/v1/reads", gateway, bomb, Json, "gzip")).Status.Should().Be(413);
        (await Send("/v1/reads", gateway, Packed(Packed("{}"u8.ToArray())), Json, "gzip", "gzip")).Status.Should().Be(413);
        (await Send("/v1/reads", gateway, "{}"u8.ToArray(), Json, "gzip")).Status.Should().Be(400);
        (await Send("/v1/reads", gateway, "{}"u8.ToArray(), Json, "br")).Status.Should().Be(415);
    }

    [Fact]
    public async Task Lines_are_reads_in_their_order()
    {
        var gateway = await tags.Gateway("gw-lines");
        var epoch = await tags.Epoch(gateway);
        var lines = string.Concat(Enumerable.Range(1, 5).Select(i => JsonSerializer.Serialize(Read(i, $"line-{i}", At)) + (i % 2 == 0 ? "\r\n\n" : "\n")));
        var (status, answer) = await Send($"/v1/reads?epoch={epoch}&batchId=l-1", gateway, Encoding.UTF8.GetBytes(lines), Lines);
        (status, answer.GetProperty("accepted").GetInt32(), answer.GetProperty("batchId").GetString()).Should().Be((200, 5, "l-1"));

        var (bad, problem) = await Send($"/v1/reads?epoch={epoch}", gateway, Encoding.UTF8.GetBytes(lines.Replace("line-3", "line\\u0000", StringComparison.Ordinal)), Lines);
        (bad, problem.GetProperty("field").GetString()).Should().Be((400, "reads[2].tagId"));
    }

    [Fact]
    public async Task A_dry_run_says_what_would_be_and_stores_nothing()
    {
        var gateway = await tags.Gateway("gw-dry");
        var epoch = await tags.Epoch(gateway);
        var body = Body(epoch, Read(1, "dry-1", At), Read(2, "303435fc8803d056d15b96zz", At), Read(3, "dry-1", At, readPoint: "rp-nowhere"));
        var (status, answer) = await tags.Post("/v1/reads/dry-run", gateway, body);
        status.Should().Be(200);
        (answer.GetProperty("usable").GetInt32(), answer.GetProperty("unknownTags").GetInt32(), answer.GetProperty("epochKnown").GetBoolean()).Should().Be((1, 1, true));
        answer.GetProperty("unusable").EnumerateArray().Select(q => q.GetProperty("reason").GetString()).Should().Equal("tag-malformed", "read-point-unknown");
        (await tags.Count("select count(*) from reads where gateway = 'gw-dry'") + await tags.Count("select count(*) from quarantine where gateway = 'gw-dry'")).Should().Be(0);
    }

    private async Task<(int Status, JsonElement Body)> Send(string path, string token, byte[] body, string type, params string[] encodings)
    {
        using var client = new HttpClient { BaseAddress = tags.Http };
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        foreach (var encoding in encodings) request.Content.Headers.ContentEncoding.Add(encoding);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await client.SendAsync(request);
        return ((int)response.StatusCode, JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()));
    }

    private static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal)) gzip.Write(bytes);
        return packed.ToArray();
    }
}
