using System.Collections.Concurrent;
using System.Diagnostics;

namespace Logistics.Shipments.Bench;

/// <summary>Callers side by side, each waiting for its answer before it asks again.</summary>
internal static class Callers
{
    /// <returns>Milliseconds of each call, and of all together.</returns>
    internal static async Task<(IReadOnlyCollection<double> Each, double All)> Call(int callers, int times, Func<int, Task> call)
    {
        var (next, each) = (-1, new ConcurrentBag<double>());
        var all = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < times; i = Interlocked.Increment(ref next))
            {
                var started = Stopwatch.GetTimestamp();
                await call(i);
                each.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        })));
        return (each, all.Elapsed.TotalMilliseconds);
    }
}
