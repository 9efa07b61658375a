using Grpc.Core;

namespace Logistics.Console.Tests.Fakes;

/// <summary>A Watch feed in memory: a log of states, a snapshot of the latest of each, cursors that are positions.</summary>
internal sealed class Feed<T>(Func<T, string> key)
{
    private readonly Lock gate = new();
    private readonly List<T> log = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Cursors that watchers came with, oldest first.</summary>
    internal List<string> Asked { get; } = [];

    internal IReadOnlyList<T> Latest
    {
        get
        {
            lock (gate) return [.. log.GroupBy(key).Select(states => states.Last())];
        }
    }

    internal void Add(T state)
    {
        TaskCompletionSource waiting;
        lock (gate)
        {
            log.Add(state);
            (waiting, changed) = (changed, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        waiting.SetResult();
    }

    internal async Task Watch(string cursor, Func<string, T?, bool, Task> write, CancellationToken ct)
    {
        lock (gate) Asked.Add(cursor);
        var at = 0;
        if (cursor.Length > 0 && (!int.TryParse(cursor, out at) || at > log.Count))
            throw new RpcException(new Status(StatusCode.InvalidArgument, "cursor: is none of ours."));
        if (cursor.Length == 0)
        {
            foreach (var state in Latest) await write("", state, false);
            lock (gate) at = log.Count;
        }

        await Follow(at, write, ct);
    }

    private async Task Follow(int at, Func<string, T?, bool, Task> write, CancellationToken ct)
    {
        for (var caughtUp = false; ;)
        {
            T[] news;
            Task more;
            lock (gate)
            {
                news = [.. log.Skip(at)];
                more = changed.Task;
            }

            foreach (var state in news) await write((++at).ToString(System.Globalization.CultureInfo.InvariantCulture), state, false);
            if (!caughtUp) await write(at.ToString(System.Globalization.CultureInfo.InvariantCulture), default, true);
            caughtUp = true;
            await more.WaitAsync(ct);
        }
    }
}
