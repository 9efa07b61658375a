using System.Diagnostics.Metrics;

namespace Logistics.EventStore.Bench;

/// <summary>How many callers share a commit, from the store's own meter.</summary>
internal sealed class BatchSizes : IDisposable
{
    private readonly MeterListener listener = new();
    private long batches;
    private long callers;

    internal BatchSizes()
    {
        listener.InstrumentPublished = (instrument, at) =>
        {
            if (instrument is { Meter.Name: "Logistics.EventStore", Name: "log.batch_size" }) at.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<int>((_, size, _, _) =>
        {
            Interlocked.Increment(ref batches);
            Interlocked.Add(ref callers, size);
        });
        listener.Start();
    }

    /// <summary>The mean since the last call.</summary>
    internal double Mean()
    {
        var (n, sum) = (Interlocked.Exchange(ref batches, 0), Interlocked.Exchange(ref callers, 0));
        return n == 0 ? 0 : (double)sum / n;
    }

    public void Dispose() => listener.Dispose();
}
