namespace Logistics.Replay;

/// <summary>Cuts a log into the batches that a gateway would post.</summary>
internal static class Batches
{
    private const int Most = 500;

    /// <summary>A gateway that posts as it reads sends what it has this often.</summary>
    private const long TimedMicros = 250_000;

    /// <param name="timed">In the log's own timing.</param>
    internal static IEnumerable<IReadOnlyList<LoggedRead>> Of(IReadOnlyList<LoggedRead> reads, bool timed)
    {
        var batch = new List<LoggedRead>();
        foreach (var read in reads)
        {
            if (batch.Count == Most || (timed && batch.Count > 0 && Math.Abs(read.Micros - batch[0].Micros) > TimedMicros))
            {
                yield return batch;
                batch = [];
            }

            batch.Add(read);
        }

        if (batch.Count > 0) yield return batch;
    }
}
