using System.Diagnostics;

namespace Logistics.Tags.Journal;

/// <summary>
/// When the next commit begins. It costs the same few statements for one batch as for twenty; so where several gateways post at
/// once, there is one commit every few milliseconds. A gateway alone, which may wait for its receipt before it posts again, and
/// whoever posts after a pause, wait for nobody.
/// </summary>
internal sealed class Gathering
{
    /// <summary>Batches that are worth a commit at once.</summary>
    internal const int Enough = 16;

    internal const int Several = 3;

    internal static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(4);

    private const int Lately = 8;

    private readonly Queue<string> _lately = new(Lately);
    private long _began;

    /// <param name="waiting">Batches.</param>
    internal Task Before(int waiting, CancellationToken ct)
        => Rest(waiting, Stopwatch.GetElapsedTime(_began)) is var rest && rest > TimeSpan.Zero ? Task.Delay(rest, ct) : Task.CompletedTask;

    /// <param name="gateways">Of the commit's batches.</param>
    internal void Began(IEnumerable<string> gateways)
    {
        _began = Stopwatch.GetTimestamp();
        foreach (var gateway in gateways.TakeLast(Lately))
        {
            if (_lately.Count == Lately) _lately.Dequeue();
            _lately.Enqueue(gateway);
        }
    }

    /// <param name="since">The last commit began.</param>
    internal TimeSpan Rest(int waiting, TimeSpan since)
        => waiting >= Enough || since >= Apart || _lately.Distinct().Count() < Several ? TimeSpan.Zero : Apart - since;
}
