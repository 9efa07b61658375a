using System.Diagnostics;
using System.Text;
using Logistics.Tags.Bench.Hub;

namespace Logistics.Tags.Bench.Load;

/// <summary>Gateways that publish JSON with QoS 1 and count the journal's receipts on their own topic: until journaled, not until taken.</summary>
internal static class MqttDoor
{
    private const int MostUnanswered = 16;

    internal static async Task<double> Measure(BenchHub hub, IReadOnlyList<Prepared> load)
    {
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(load.Select(gateway => Task.Run(() => Send(hub, gateway))));
        return load.Sum(gateway => gateway.Reads) / watch.Elapsed.TotalSeconds;
    }

    private static async Task Send(BenchHub hub, Prepared load)
    {
        var device = load.Gateway.Id;
        using var connection = await MqttConnection.Open(hub.MqttPort!.Value, device, load.Gateway.Key);
        await connection.Listen($"gateways/{device}/receipts");
        using var window = new SemaphoreSlim(MostUnanswered);
        var receipts = Task.Run(async () =>
        {
            for (var n = 0; n < load.Batches.Count;)
            {
                var (kind, body) = await connection.Receive();
                if ((kind & 0xf0) != 0x30) continue;
                var text = Encoding.UTF8.GetString(body);
                if (!text.Contains($"\"accepted\":{load.ReadsPerBatch},", StringComparison.Ordinal)) throw new InvalidDataException($"A batch was not accepted whole: {text}");
                n++;
                window.Release();
            }
        });
        for (var n = 0; n < load.Batches.Count; n++)
        {
            if (await Task.WhenAny(window.WaitAsync(), receipts) == receipts && receipts.IsFaulted) break;
            await connection.Publish($"gateways/{device}/reads", (ushort)((n % 60_000) + 1), load.Batches[n]);
        }

        await receipts;
    }
}
