using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Logistics.Console.Tests.Fakes;
using Logistics.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Logistics.Console.Tests;

/// <summary>The console as it runs, on a free port, with fake services behind it.</summary>
public sealed class ConsoleUnderTest : IAsyncLifetime
{
    private readonly string keys = System.IO.Directory.CreateTempSubdirectory("console-keys-").FullName;
    private WebApplication app = null!;

    internal FakeHub Hub { get; } = new();

    internal Uri Address { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await Hub.Start();
        Invented.Fill(Hub);
        var hub = Hub.Address.ToString();
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Hub:Http"] = "http://127.0.0.1:0",
            ["Console:WebRoot"] = Path.Combine(Repository.Root, "services", "Console", "wwwroot"),
            ["Hub:Keys"] = keys,
            ["Hub:Client:Id"] = "svc-console",
            ["Hub:Client:Secret"] = "secret",
            ["Hub:Services:Partners"] = hub,
            ["Hub:Services:Shipments"] = hub,
            ["Hub:Services:Tags"] = hub,
            ["Hub:Services:Routing"] = hub,
        });
        builder.AddServiceDefaults("console");
        builder.AddConsole();
        app = builder.Build();
        app.MapConsole();
        await app.StartAsync();
        Address = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public async Task DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        await Hub.DisposeAsync();
        System.IO.Directory.Delete(keys, recursive: true);
    }

    /// <summary>A browser's HTTP: keeps cookies, sends the console's header on commands.</summary>
    internal HttpClient Stranger()
    {
        var client = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = Address };
        client.DefaultRequestHeaders.Add("X-Console", "1");
        client.DefaultRequestHeaders.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return client;
    }

    /// <summary>Signed in, past the first password change.</summary>
    internal async Task<HttpClient> Dispatcher()
    {
        Hub.Directory.MustChange = false;
        var client = Stranger();
        var answer = await client.PostAsJsonAsync("/api/sign-in", new { email = Fakes.Directory.Email, password = Hub.Directory.Password });
        answer.EnsureSuccessStatusCode();
        return client;
    }
}

internal static class Answers
{
    internal static async Task<JsonElement> Json(this HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.Clone();

    internal static async Task<JsonElement> GetJson(this HttpClient client, string path)
    {
        var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        return await answer.Json();
    }

    /// <summary>A problem without its trace id: what may differ between two answers that must be the same.</summary>
    internal static async Task<string> ProblemText(this HttpResponseMessage answer)
    {
        answer.Content.Headers.ContentType?.MediaType.Should().Be("application/problem+json");
        var problem = await answer.Json();
        problem.GetProperty("traceId").GetString().Should().NotBeNullOrEmpty();
        return string.Join(";", problem.EnumerateObject().Where(one => one.Name != "traceId").Select(one => $"{one.Name}={one.Value}"));
    }
}
