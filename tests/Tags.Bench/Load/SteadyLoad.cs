using System.Diagnostics;
using Google.Protobuf;
using Logistics.Tags.Bench.Hub;
using Logistics.Tags.Bench.Measures;

namespace Logistics.Tags.Bench.Load;

/// <summary>An even load for as long as one wants: batches are made while they are sent.</summary>
internal sealed class SteadyLoad(BenchHub hub, int perSecond, int perBatch)
{
    /// <returns>Reads acknowledged.</returns>
    internal async Task<long> Run(TimeSpan time)
    {
        var began = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(hub.Devices.Select((gateway, n) => Task.Run(() => Send(gateway, n, began, time))));
        return counts.Sum();
    }

    private async Task<long> Send(BenchGateway gateway, int n, long began, TimeSpan time)
    {
        var opened = await hub.GatewaySetup.OpenEpochAsync(new(), BenchHub.Bearer(gateway.Key));
        var rate = perSecond / perBatch / (double)hub.Devices.Count;
        var beat = new Beat(began, rate, n / (double)hub.Devices.Count);
        var random = new Random(n);
        var batches = (int)(rate * time.TotalSeconds);
        var load = new Prepared(gateway, opened.Epoch, new Made(batches, number => Preparation
            .Batch(opened.Epoch, number, perBatch, TimeProvider.System.GetUtcNow().AddMicroseconds(-50.0 * number * perBatch), random).ToByteArray()), perBatch);
        await GrpcDoor.Send(hub, load, beat.Await);
        return load.Reads;
    }

    /// <summary>A list whose entries are made when they are asked for.</summary>
    private sealed class Made(int count, Func<int, byte[]> make) : IReadOnlyList<byte[]>
    {
        public int Count => count;

        public byte[] this[int index] => make(index);

        public IEnumerator<byte[]> GetEnumerator() => Enumerable.Range(0, count).Select(make).GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
