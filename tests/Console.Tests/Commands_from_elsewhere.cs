using System.Net;
using System.Net.Http.Json;
using Xunit;

namespace Logistics.Console.Tests;

public sealed class Commands_from_elsewhere(ConsoleUnderTest console) : IClassFixture<ConsoleUnderTest>
{
    [Fact]
    public async Task Without_the_consoles_header_nothing_is_done()
    {
        var client = await console.Dispatcher();
        client.DefaultRequestHeaders.Remove("X-Console");
        var answer = await client.PostAsJsonAsync("/api/work-items/wi-1/acknowledge", new { });
        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await answer.ProblemText()).Should().Contain("cross-site-request");
        console.Hub.Goods.IdempotencyKeys.Should().BeEmpty();
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task Another_sites_request_is_refused(string header, string value)
    {
        var client = await console.Dispatcher();
        client.DefaultRequestHeaders.Add(header, value);
        var answer = await client.PostAsJsonAsync("/api/work-items/wi-1/acknowledge", new { });
        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        console.Hub.Goods.IdempotencyKeys.Should().BeEmpty();
    }

    [Fact]
    public async Task Every_answer_forbids_foreign_script_and_frames()
    {
        foreach (var path in new[] { "/", "/api/session", "/t/unknown" })
        {
            var answer = await console.Stranger().GetAsync(new Uri(path, UriKind.Relative));
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            policy.Should().Contain("script-src 'self'").And.Contain("frame-ancestors 'none'").And.NotContain("unsafe");
            answer.Headers.GetValues("X-Content-Type-Options").Single().Should().Be("nosniff");
        }
    }
}
