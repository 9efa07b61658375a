using System.Text.Json;
using System.Threading.Channels;
using Logistics.Console.Names;
using Logistics.Console.SignIn;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Logistics.Console.Events;

internal sealed record Heartbeat(Instant Now);

/// <summary>Server-sent events for one browser. The event's id is where it is in every feed, so that it can come back there.</summary>
internal sealed class EventStream(
    Feeds feeds, TokenCheck tokens, IClock clock, IOptions<JsonOptions> json, IHostApplicationLifetime lifetime, ILogger<EventStream> logger)
{
    // Short enough to notice a dead line, long enough for a phone's battery; every third asks whether the token is still good.
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);
    private const int BeatsPerCheck = 3;
    private const int WaitingAtMost = 256;

    internal async Task Serve(HttpContext http, Dispatcher dispatcher, CursorVector from)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        var ct = ending.Token;
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-cache, no-transform";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        // Bounded: a browser that reads slowly slows its own feeds down, not the console's memory up.
        var events = Channel.CreateBounded<ServerEvent>(WaitingAtMost);
        var followers = feeds.All
            .Select(feed => new Follower(feed, dispatcher, from.Of(feed.Source), events.Writer, clock, logger).Run(ct))
            .Append(Pulse(dispatcher, events.Writer, ct))
            .ToArray();
        try
        {
            await Write(http.Response, events.Reader, from, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The browser left, or the service stops.
        }
        finally
        {
            await ending.CancelAsync();
            await Task.WhenAll(followers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Write(HttpResponse response, ChannelReader<ServerEvent> events, CursorVector at, CancellationToken ct)
    {
        await response.WriteAsync("retry: 2000\n\n", ct);
        while (await events.WaitToReadAsync(ct))
        {
            while (events.TryRead(out var next))
            {
                if (next is { Source: { } source, Cursor: { } cursor }) at = at.With(source, cursor);
                var data = JsonSerializer.Serialize(next.Data, next.Data.GetType(), json.Value.SerializerOptions);
                await response.WriteAsync($"event: {next.Name}\nid: {at}\ndata: {data}\n\n", ct);
                if (next.Name == ServerEvent.SignedOut) return;
            }

            await response.Body.FlushAsync(ct);
        }
    }

    private async Task Pulse(Dispatcher dispatcher, ChannelWriter<ServerEvent> events, CancellationToken ct)
    {
        for (var beat = 0; ; beat++)
        {
            if (beat % BeatsPerCheck == 0 && !await tokens.IsGood(dispatcher.Token, ct)) await events.WriteAsync(new(ServerEvent.SignedOut, new object()), ct);
            await events.WriteAsync(new("heartbeat", new Heartbeat(clock.GetCurrentInstant())), ct);
            await Task.Delay(Beat, ct);
        }
    }
}
