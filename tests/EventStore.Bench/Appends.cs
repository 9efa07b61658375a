using System.Collections.Concurrent;
using System.Diagnostics;

namespace Logistics.EventStore.Bench;

/// <summary>The three append measures, in events per second, each caller awaiting its append before the next.</summary>
internal sealed class Appends(BenchStore store)
{
    private const int Callers = 64;
    private const int StreamsPerAppend = 100;

    private readonly ConcurrentQueue<string> streams = new();
    private long made;

    /// <summary>One event per append and new stream, 64 callers.</summary>
    internal Task<double> One(int events) => Rate(events, Callers, 1, async () =>
        await store.Append([Parcels.NewStream(Interlocked.Increment(ref made), 1)]));

    /// <summary>One caller; 100 new streams an append, of 4 events each, COPY's own shape.</summary>
    internal Task<double> Hundred(int events) => Rate(events, 1, StreamsPerAppend * Parcels.EventsPerStream, async () =>
    {
        var append = new StreamAppend[StreamsPerAppend];
        for (var i = 0; i < append.Length; i++) append[i] = Parcels.NewStream(made += Parcels.EventsPerStream, Parcels.EventsPerStream);
        await store.Append(append);
        foreach (var stream in append) streams.Enqueue(stream.StreamId);
    });

    /// <summary>One event per append to an existing stream of four, its version checked, 64 callers.</summary>
    internal Task<double> Existing(int events) => Rate(Math.Min(events, streams.Count), Callers, 1, async () =>
    {
        if (!streams.TryDequeue(out var id)) throw new InvalidOperationException("Not enough streams were made before.");
        var seen = Parcels.Seen(id, Interlocked.Increment(ref made));
        await store.Append([new StreamAppend(id, Parcels.StreamType, Parcels.EventsPerStream, [seen])]);
    });

    private static async Task<double> Rate(int events, int callers, int eventsPerAppend, Func<Task> append)
    {
        var left = events / eventsPerAppend;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref left) >= 0) await append();
        })));
        return events / eventsPerAppend * eventsPerAppend / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
