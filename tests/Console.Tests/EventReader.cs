using System.Text.Json;

namespace Logistics.Console.Tests;

internal sealed record Received(string Name, string Id, JsonElement Data);

/// <summary>Reads /api/events as a browser does, with a deadline for each wait.</summary>
internal sealed class EventReader : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly HttpResponseMessage response;
    private readonly StreamReader lines;

    private EventReader(HttpResponseMessage response, StreamReader lines) => (this.response, this.lines) = (response, lines);

    internal static async Task<EventReader> Open(HttpClient client, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/events");
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        response.Content.Headers.ContentType!.MediaType.Should().Be("text/event-stream");
        return new(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    internal async Task<Received> Next(Func<Received, bool> wanted)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (true)
        {
            var one = await Read(deadline.Token);
            if (wanted(one)) return one;
        }
    }

    /// <summary>All three feeds live; answers the last id.</summary>
    internal async Task<string> Live()
    {
        var live = new HashSet<string?>();
        var id = "";
        while (live.Count < 3)
        {
            var status = await Next(one => one.Name == "source" && one.Data.GetProperty("state").GetString() == "live");
            live.Add(status.Data.GetProperty("source").GetString());
            id = status.Id;
        }

        return id;
    }

    private async Task<Received> Read(CancellationToken ct)
    {
        string name = "", id = "", data = "";
        while (await lines.ReadLineAsync(ct) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal)) name = line[7..];
            else if (line.StartsWith("id: ", StringComparison.Ordinal)) id = line[4..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal)) data = line[6..];
            else if (line.Length == 0 && name.Length > 0) return new(name, id, JsonDocument.Parse(data).RootElement.Clone());
        }

        throw new EndOfStreamException("The event stream ended.");
    }

    public void Dispose()
    {
        lines.Dispose();
        response.Dispose();
    }
}
