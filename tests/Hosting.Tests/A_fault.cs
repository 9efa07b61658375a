using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using FluentAssertions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Npgsql;
using Xunit;

namespace Logistics.Hosting.Tests;

/// <summary>Over HTTP: what a handler lets through.</summary>
public sealed class A_fault
{
    private static readonly Dictionary<string, Exception> Faults = new()
    {
        ["away"] = new NpgsqlException("Failed to connect", new SocketException()),
        ["slow"] = new PostgresException("canceling statement due to statement timeout", "ERROR", "ERROR", PostgresErrorCodes.QueryCanceled),
        ["within"] = new InvalidOperationException("wrapped", new NpgsqlException("Failed to connect", new SocketException())),
        ["cut"] = new BadHttpRequestException("Unexpected end of request content.", 400),
        ["crawling"] = new BadHttpRequestException("Reading the request body timed out.", 408),
        ["wrong"] = new PostgresException("syntax error", "ERROR", "ERROR", PostgresErrorCodes.SyntaxError),
        ["ours"] = new InvalidOperationException("secret of ours"),
    };

    [Theory]
    [InlineData("away", 503, "unavailable")]
    [InlineData("slow", 503, "unavailable")]
    [InlineData("within", 503, "unavailable")]
    [InlineData("cut", 400, "malformed-request")]
    [InlineData("crawling", 408, "malformed-request")]
    [InlineData("wrong", 500, null)]
    [InlineData("ours", 500, null)]
    public async Task Is_answered_by_whether_trying_again_helps(string fault, int status, string? reason)
    {
        await using var app = await Started();
        using var client = new HttpClient { BaseAddress = new(app.Urls.First()) };

        using var answer = await client.GetAsync($"/faults/{fault}");

        answer.StatusCode.Should().Be((HttpStatusCode)status);
        var body = await answer.Content.ReadAsStringAsync();
        var problem = JsonSerializer.Deserialize<JsonElement>(body);
        (problem.TryGetProperty("reason", out var said) ? said.GetString() : null).Should().Be(reason);
        problem.GetProperty("traceId").GetString().Should().NotBeNullOrEmpty();
        answer.Headers.RetryAfter?.Delta.Should().Be(status == 503 ? TimeSpan.FromSeconds(2) : null);
        body.Should().NotContain("secret").And.NotContain("statement");
    }

    private static async Task<WebApplication> Started()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["Hub:Http"] = "http://127.0.0.1:0";
        builder.Configuration["Hub:Services:Partners"] = "http://127.0.0.1:9";
        builder.AddServiceDefaults("test");
        var app = builder.Build();
        app.MapServiceDefaults();
        app.MapGet("/faults/{fault}", (string fault) => { throw Faults[fault]; }).AllowAnonymous();
        await app.StartAsync();
        return app;
    }
}
