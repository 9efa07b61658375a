using System.Diagnostics;

namespace Logistics.EventStore;

/// <summary>How far followers are, and waiting for them: read your own writes.</summary>
public sealed class ProjectionProgress
{
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan LongestLook = TimeSpan.FromMilliseconds(500);

    private readonly Checkpoints checkpoints;
    private readonly FollowerStates states;

    internal ProjectionProgress(Checkpoints checkpoints, FollowerStates states)
    {
        this.checkpoints = checkpoints;
        this.states = states;
    }

    /// <summary>The last position a projection (or subscription) has taken in; 0 for one that never ran.</summary>
    public async Task<long> Position(string projection, CancellationToken ct)
        => Math.Max(states.Position(projection).Known, (await checkpoints.Find(projection, ct))?.Position ?? 0);

    /// <summary>
    /// Waits until the projection has taken in a position; false where it did not in time: answer with what is there, and say
    /// that it is stale.
    /// </summary>
    public async Task<bool> WaitFor(string projection, long position, TimeSpan atMost, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        var led = states.Position(projection);
        // Led here it is signalled; led elsewhere only a look tells. Who waits for a write sees it at once; who idles asks seldom.
        for (var look = FirstLook; ; look = look < LongestLook ? look * 2 : LongestLook)
        {
            if (led.Known >= position || await Position(projection, ct) >= position) return true;
            var left = atMost - Stopwatch.GetElapsedTime(started);
            if (left <= TimeSpan.Zero) return false;
            await led.WaitBeyond(position - 1, left < look ? left : look, ct);
        }
    }
}
