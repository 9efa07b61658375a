using System.Net;
using System.Net.Http.Json;
using Xunit;
using Directory = Logistics.Console.Tests.Fakes.Directory;

namespace Logistics.Console.Tests;

public sealed class Signing_in(ConsoleUnderTest console) : IClassFixture<ConsoleUnderTest>
{
    [Fact]
    public async Task The_cookie_is_for_this_site_and_not_for_scripts()
    {
        var answer = await console.Stranger().PostAsJsonAsync("/api/sign-in", Good());
        answer.StatusCode.Should().Be(HttpStatusCode.NoContent);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(one => one.StartsWith("logistics-session=", StringComparison.Ordinal)).ToLowerInvariant();
        cookie.Should().Contain("httponly").And.Contain("samesite=strict").And.NotContain("token-");
    }

    [Fact]
    public async Task A_one_time_password_opens_nothing_but_the_password_change()
    {
        console.Hub.Directory.MustChange = true;
        var client = console.Stranger();
        await client.PostAsJsonAsync("/api/sign-in", Good());
        (await client.GetJson("/api/session")).GetProperty("mustChangePassword").GetBoolean().Should().BeTrue();
        var refused = await client.GetAsync(new Uri("/api/shipments", UriKind.Relative));
        refused.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await refused.ProblemText()).Should().Contain("must-change-password");

        var old = console.Hub.Directory.Password;
        var changed = await client.PostAsJsonAsync("/api/password", new { currentPassword = old, password = "a longer password" });
        changed.StatusCode.Should().Be(HttpStatusCode.NoContent);
        (await client.GetJson("/api/session")).GetProperty("mustChangePassword").GetBoolean().Should().BeFalse();
        (await client.GetAsync(new Uri("/api/shipments", UriKind.Relative))).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Without_a_session_every_question_is_refused()
    {
        foreach (var path in new[] { "/api/session", "/api/shipments", "/api/shipments/shp-1", "/api/map", "/api/work-items", "/api/events", "/api/tags" })
        {
            var answer = await console.Stranger().GetAsync(new Uri(path, UriKind.Relative));
            answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized, path);
            (await answer.ProblemText()).Should().Contain("unauthenticated");
        }
    }

    [Fact]
    public async Task The_dispatchers_own_token_goes_to_the_services()
    {
        var client = await console.Dispatcher();
        await client.GetJson("/api/shipments");
        var call = console.Hub.Doorman.Calls.Last(one => one.Method.EndsWith("/ListShipments", StringComparison.Ordinal));
        console.Hub.Directory.Tokens[call.Token].Id.Should().Be("person-1");
    }

    [Fact]
    public async Task Signing_out_ends_the_token_too()
    {
        var client = await console.Dispatcher();
        var before = console.Hub.Directory.Tokens.Count;
        (await client.PostAsync(new Uri("/api/sign-out", UriKind.Relative), null)).StatusCode.Should().Be(HttpStatusCode.NoContent);
        console.Hub.Directory.Tokens.Count.Should().Be(before - 1);
        (await client.GetAsync(new Uri("/api/session", UriKind.Relative))).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_revoked_token_signs_the_person_out()
    {
        var client = await console.Dispatcher();
        foreach (var token in console.Hub.Directory.Tokens.Where(one => one.Value.Id == "person-1").Select(one => one.Key).ToList())
            console.Hub.Directory.Tokens.TryRemove(token, out _);
        (await client.GetAsync(new Uri("/api/shipments", UriKind.Relative))).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await client.GetAsync(new Uri("/api/session", UriKind.Relative))).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    private object Good() => new { email = Directory.Email, password = console.Hub.Directory.Password };
}

public sealed class Guessing_passwords(ConsoleUnderTest console) : IClassFixture<ConsoleUnderTest>
{
    [Fact]
    public async Task A_wrong_password_and_an_unknown_person_get_the_same_words_and_then_a_pause()
    {
        var client = console.Stranger();
        var wrong = await client.PostAsJsonAsync("/api/sign-in", new { email = Directory.Email, password = "no" });
        var unknown = await client.PostAsJsonAsync("/api/sign-in", new { email = "nobody@hub.example", password = "no" });
        wrong.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await wrong.ProblemText()).Should().Be(await unknown.ProblemText());

        await client.PostAsJsonAsync("/api/sign-in", new { email = Directory.Email, password = "no" });
        var stopped = await client.PostAsJsonAsync("/api/sign-in", new { email = Directory.Email, password = console.Hub.Directory.Password });
        stopped.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        stopped.Headers.RetryAfter.Should().NotBeNull();
        await stopped.ProblemText();
    }
}

public sealed class Hammering_the_door(ConsoleUnderTest console) : IClassFixture<ConsoleUnderTest>
{
    [Fact]
    public async Task An_address_that_keeps_trying_is_told_to_wait()
    {
        var client = console.Stranger();
        HttpResponseMessage last = null!;
        for (var i = 0; i < 25; i++) last = await client.PostAsJsonAsync("/api/sign-in", new { email = $"{i}@hub.example", password = "no" });
        last.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        last.Headers.RetryAfter.Should().NotBeNull();
        (await last.ProblemText()).Should().Contain("too-many-attempts");
    }
}
