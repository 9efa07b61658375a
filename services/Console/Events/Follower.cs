using System.Threading.Channels;
using Grpc.Core;
using Logistics.Console.SignIn;
using NodaTime;

namespace Logistics.Console.Events;

/// <summary>How a feed stands: behind and catching up, live, or its service is away and tried again. Denied: not for this person.</summary>
internal enum SourceState { CatchingUp, Live, Reconnecting, Denied }

internal sealed record SourceStatus(string Source, SourceState State, Instant Since);

internal sealed record SourceReset(string Source);

/// <param name="Cursor">The feed's position with this event; null where it does not move.</param>
internal sealed record ServerEvent(string Name, object Data, string? Source = null, string? Cursor = null)
{
    internal const string SignedOut = "signed-out";
}

/// <summary>
/// Follows one feed for one browser, across restarts of its service, from where the browser was. A fresh start's snapshot is
/// not sent on: the browser asks for what it shows when it hears that the feed is live.
/// </summary>
internal sealed class Follower(Feed feed, Dispatcher dispatcher, string start, ChannelWriter<ServerEvent> events, IClock clock, ILogger logger)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private string cursor = start;
    private bool forwarding = start.Length > 0;
    private SourceState? told;

    internal async Task Run(CancellationToken ct)
    {
        await Tell(SourceState.CatchingUp, ct);
        for (var wait = FirstWait; !ct.IsCancellationRequested; wait = Longer(wait))
        {
            try
            {
                await foreach (var heard in feed.Open(dispatcher, cursor, ct))
                {
                    wait = FirstWait;
                    await Pass(heard, ct);
                }
            }
            catch (RpcException e) when (!ct.IsCancellationRequested)
            {
                var next = await Judge(e, ct);
                if (next is Next.GiveUp) return;
                if (next is Next.Afresh) continue;
            }

            await Tell(SourceState.Reconnecting, ct);
            await Task.Delay(wait * (0.75 + (Random.Shared.NextDouble() / 2)), ct);
        }
    }

    private async Task Pass(Heard heard, CancellationToken ct)
    {
        if (heard.Cursor.Length > 0) cursor = heard.Cursor;
        if (heard.Change is not null && forwarding) await events.WriteAsync(new(feed.Event, heard.Change, feed.Source, cursor), ct);
        if (!heard.CaughtUp) return;
        forwarding = true;
        await Tell(SourceState.Live, ct);
    }

    private enum Next { Wait, Afresh, GiveUp }

    private async Task<Next> Judge(RpcException e, CancellationToken ct)
    {
        switch (e.StatusCode)
        {
            case StatusCode.Unauthenticated:
                await events.WriteAsync(new(ServerEvent.SignedOut, new object()), ct);
                return Next.GiveUp;
            case StatusCode.PermissionDenied:
                await Tell(SourceState.Denied, ct);
                return Next.GiveUp;
            case StatusCode.InvalidArgument or StatusCode.OutOfRange or StatusCode.FailedPrecondition when cursor.Length > 0:
                logger.CursorRefused(feed.Source);
                cursor = "";
                forwarding = false;
                await events.WriteAsync(new("reset", new SourceReset(feed.Source), feed.Source, ""), ct);
                return Next.Afresh;
            default:
                logger.FeedBroke(feed.Source, e.StatusCode.ToString(), e.Status.Detail);
                return Next.Wait;
        }
    }

    private async Task Tell(SourceState state, CancellationToken ct)
    {
        if (told == state) return;
        told = state;
        await events.WriteAsync(new("source", new SourceStatus(feed.Source, state, clock.GetCurrentInstant()), feed.Source, cursor), ct);
    }

    private static TimeSpan Longer(TimeSpan wait) => wait * 2 < LongestWait ? wait * 2 : LongestWait;
}
