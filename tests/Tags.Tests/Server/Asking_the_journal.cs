using System.Net.Http.Headers;
using System.Text.Json;
using FluentAssertions;
using NodaTime;
using Xunit;
using static Logistics.Tags.Tests.Server.RunningTags;

namespace Logistics.Tags.Tests.Server;

[Trait("Needs", "Servers")]
[Collection(OneRunningTags.Name)]
public sealed class Asking_the_journal(RunningTags tags)
{
    private static readonly Instant At = Now - Duration.FromHours(1);

    [Fact]
    public async Task By_tag_or_by_read_point_gives_a_read_a_line_in_order_of_event_time()
    {
        var gateway = await tags.Gateway("gw-export");
        var epoch = await tags.Epoch(gateway);
        await tags.Post("/v1/reads", gateway, Body(epoch, Read(1, "export-1", At + Duration.FromMinutes(9), celsius: 4.5), Read(2, "export-1", At), Read(3, "export-2", At)));

        var byTag = await Ask(Dispatcher, "tag=export-1");
        byTag.Select(read => read.GetProperty("sequence").GetInt64()).Should().Equal(2, 1);
        byTag[1].GetProperty("sensors")[0].GetProperty("value").GetDouble().Should().Be(4.5);
        (byTag[0].GetProperty("eventTime").GetString(), byTag[0].GetProperty("readPointId").GetString()).Should().Be((Text(At), "rp-gw-export"));
        (await Ask(Dispatcher, "readPoint=rp-gw-export&limit=2")).Should().HaveCount(2);
        (await Ask(Dispatcher, "tag=export-1", At + Duration.FromMinutes(1))).Should().ContainSingle();
    }

    [Fact]
    public async Task In_parts_gives_every_read_once_even_those_of_one_instant()
    {
        var gateway = await tags.Gateway("gw-export-parts");
        await tags.Post("/v1/reads", gateway, Body(await tags.Epoch(gateway), [.. Enumerable.Range(1, 5).Select(i => Read(i, "export-parts", At)), Read(6, "export-parts", Now)]));
        using var client = Client(Dispatcher);
        var (seen, parts) = (new List<string>(), 0);
        for (string? next = $"/v1/reads?tag=export-parts&from={Uri.EscapeDataString(Text(At))}&to={Uri.EscapeDataString(Text(Now))}&limit=2"; next is not null; parts++)
        {
            using var part = await client.GetAsync(next);
            seen.AddRange((await part.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries));
            next = part.Headers.TryGetValues("link", out var links) ? links.Single().Split('<', '>')[1] : null;
        }

        seen.Select(line => JsonSerializer.Deserialize<JsonElement>(line).GetProperty("sequence").GetInt64()).Should().Equal(1, 2, 3, 4, 5, 6);
        parts.Should().Be(4, "the third part was full, so there might have been more");
    }

    [Fact]
    public async Task Shows_nobody_anothers_reads()
    {
        var gateway = await tags.Gateway("gw-export-own");
        await tags.Post("/v1/reads", gateway, Body(null, Read(0, "export-own", At)));
        (await Ask("client.rival.org-rival.shipper", "tag=export-own")).Should().BeEmpty();
        (await Ask(Dispatcher, "tag=export-own")).Should().ContainSingle();
    }

    [Theory]
    [InlineData("")]
    [InlineData("tag=a&readPoint=b&from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z")]
    [InlineData("tag=a&from=yesterday&to=2026-01-02T00:00:00Z")]
    [InlineData("tag=a&from=-0500-01-01T00:00:00Z&to=2026-01-02T00:00:00Z")]
    [InlineData("tag=a&from=2026-01-01T00:00:00Z&to=9999-12-31T23:59:59-14:00")]
    [InlineData("tag=a&from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z&after=1.2")]
    [InlineData("tag=a&from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z&after=9223372036854775807.1.1")]
    [InlineData("tag=a&from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z&limit=1000000000")]
    public async Task Refuses_what_is_no_question(string query)
    {
        using var client = Client(Dispatcher);
        using var response = await client.GetAsync($"/v1/reads?{query}");
        ((int)response.StatusCode).Should().Be(400);
    }

    private const string Dispatcher = "person.paula.org-hub.dispatcher";

    private async Task<JsonElement[]> Ask(string token, string query, Instant? from = null)
    {
        using var client = Client(token);
        var (begin, end) = (Uri.EscapeDataString(Text(from ?? At - Duration.FromHours(1))), Uri.EscapeDataString(Text(Now)));
        var lines = await client.GetStringAsync($"/v1/reads?{query}&from={begin}&to={end}");
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
    }

    private HttpClient Client(string token)
    {
        var client = new HttpClient { BaseAddress = tags.Http };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }
}
