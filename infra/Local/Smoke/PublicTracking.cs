using Logistics.Local;
using NodaTime;
using NodaTime.Text;

namespace Logistics.Smoke;

/// <summary>The consignee's page as curl would see it: no browser, no sign-in.</summary>
internal sealed class PublicTracking(Hub hub, string token) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = hub.Services["Console"].Http, Timeout = TimeSpan.FromSeconds(15) };

    /// <summary>Whether it expects the goods in the quarter of an hour of an instant, by the clocks of the destination.</summary>
    internal async Task<bool> Expects(Instant at, DateTimeZone zone, CancellationToken ct)
    {
        var quarter = Instant.FromUnixTimeSeconds(at.ToUnixTimeSeconds() / 900 * 900).InZone(zone).TimeOfDay;
        return await Arrival(ct) is { } arrival && arrival.Contains(LocalTimePattern.CreateWithInvariantCulture("HH:mm").Format(quarter), StringComparison.Ordinal);
    }

    public void Dispose() => http.Dispose();

    private async Task<string?> Arrival(CancellationToken ct)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/t/{token}", UriKind.Relative));
            request.Headers.Add("Accept-Language", "de");
            using var answer = await http.SendAsync(request, ct);
            var page = await answer.Content.ReadAsStringAsync(ct);
            var from = page.IndexOf("class=\"arrival\"", StringComparison.Ordinal);
            return from < 0 ? null : page[from..page.IndexOf("</p>", from, StringComparison.Ordinal)];
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return null;
        }
    }
}
