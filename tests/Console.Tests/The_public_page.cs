using System.Net;
using Logistics.Console.Tests.Fakes;
using Xunit;

namespace Logistics.Console.Tests;

public sealed class The_public_page(ConsoleUnderTest console) : IClassFixture<ConsoleUnderTest>
{
    [Fact]
    public async Task It_tells_place_and_arrival_without_script_or_names()
    {
        var (status, page) = await Open(Goods.TrackingToken, "de-DE,de;q=0.9");
        status.Should().Be(HttpStatusCode.OK);
        page.Should().Contain("WL-4711").And.Contain("Zuletzt in Dortmund").And.Contain("Ankunft voraussichtlich").And.Contain("lang=\"de\"");
        page.Should().NotContain("<script").And.NotContain("Brandt").And.NotContain("gw-1").And.NotContain(Invented.Unit);
    }

    [Fact]
    public async Task It_speaks_the_readers_language()
    {
        (await Open(Goods.TrackingToken, "en;q=0.8,fr")).Page.Should().Contain("Expected to arrive").And.Contain("lang=\"en\"");
        (await Open(Goods.TrackingToken, "fr")).Page.Should().Contain("lang=\"de\"");
    }

    [Fact]
    public async Task Unknown_and_malformed_links_get_the_same_page()
    {
        var unknown = await Open("unknown", "de");
        unknown.Status.Should().Be(HttpStatusCode.NotFound);
        (await Open(new string('x', 500), "de")).Should().Be(unknown);
        (await Open("%3Cscript%3E", "de")).Should().Be(unknown);
    }

    [Fact]
    public async Task Its_address_is_kept_secret()
    {
        var answer = await console.Stranger().GetAsync(new Uri($"/t/{Goods.TrackingToken}", UriKind.Relative));
        answer.Headers.GetValues("Referrer-Policy").Single().Should().Be("no-referrer");
        answer.Headers.CacheControl!.NoStore.Should().BeTrue();
    }

    private async Task<(HttpStatusCode Status, string Page)> Open(string token, string language)
    {
        var client = console.Stranger();
        client.DefaultRequestHeaders.Add("Accept-Language", language);
        var answer = await client.GetAsync(new Uri($"/t/{token}", UriKind.Relative));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
