using Logistics.Console.Edge;
using Logistics.Console.SignIn;

namespace Logistics.Console.Events;

internal static class EventsApi
{
    internal static void MapEvents(this RouteGroupBuilder api) =>
        api.MapGet("/events", Get).RequireRateLimiting(EdgeDefaults.EventsLimit).Produces(200, contentType: "text/event-stream");

    /// <param name="after">The id of the last event seen; a browser's own reconnect sends it as Last-Event-ID.</param>
    private static Task Get(HttpContext http, EventStream stream, Dispatcher dispatcher, string? after = null)
    {
        var last = http.Request.Headers["Last-Event-ID"].ToString();
        return stream.Serve(http, dispatcher, CursorVector.Parse(last.Length > 0 ? last : after));
    }
}
