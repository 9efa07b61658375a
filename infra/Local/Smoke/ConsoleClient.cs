using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Logistics.Local;

namespace Logistics.Smoke;

/// <summary>The console's JSON, signed in as the dispatcher.</summary>
internal sealed class ConsoleClient(Hub hub, string password) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = hub.Services["Console"].Http, Timeout = TimeSpan.FromSeconds(15) };
    private bool signedIn;

    /// <summary>Null while the console or what it needs is away.</summary>
    internal async Task<JsonObject?> Shipment(string id, CancellationToken ct)
    {
        try
        {
            if (!signedIn) signedIn = await SignIn(ct);
            if (!signedIn) return null;
            using var answer = await http.GetAsync(new Uri($"/api/shipments/{id}", UriKind.Relative), ct);
            if (answer.StatusCode == HttpStatusCode.Unauthorized) signedIn = false;
            return answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<JsonObject>(ct)) : null;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<bool> SignIn(CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/sign-in")
        {
            Content = JsonContent.Create(new { email = Dispatcher.Email, password }),
        };
        request.Headers.Add("x-console", "1");
        using var answer = await http.SendAsync(request, ct);
        return answer.IsSuccessStatusCode;
    }
}
