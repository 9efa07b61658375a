using System.Diagnostics;
using Grpc.Core;
using Grpc.Net.Client;
using Logistics.Tags.Bench.Hub;
using Logistics.Tags.V1;

namespace Logistics.Tags.Bench.Load;

/// <summary>Gateways on the gRPC stream, each on a connection of its own, with as many unanswered batches as it may have.</summary>
internal static class GrpcDoor
{
    private const int MostUnanswered = 16;

    private static readonly Method<byte[], Receipt> Stream = new(
        MethodType.DuplexStreaming, ReadService.Descriptor.FullName, "StreamReads", Marshallers.Create(bytes => bytes, bytes => bytes),
        Marshallers.Create<Receipt>(_ => throw new NotSupportedException(), Receipt.Parser.ParseFrom));

    /// <summary>Reads per second, from the first batch sent to the last one acknowledged.</summary>
    internal static async Task<double> Measure(BenchHub hub, IReadOnlyList<Prepared> load)
    {
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(load.Select(gateway => Task.Run(() => Send(hub, gateway))));
        return load.Sum(gateway => gateway.Reads) / watch.Elapsed.TotalSeconds;
    }

    /// <param name="pace">Awaited before each batch.</param>
    /// <param name="acknowledged">Told how long each batch took.</param>
    internal static async Task Send(BenchHub hub, Prepared load, Func<int, Task>? pace = null, Action<TimeSpan>? acknowledged = null)
    {
        using var channel = GrpcChannel.ForAddress(hub.TagsGrpc);
        using var call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(Stream, null, new CallOptions(BenchHub.Bearer(load.Gateway.Key)));
        using var window = new SemaphoreSlim(MostUnanswered);
        var sent = new long[load.Batches.Count];
        var answers = Task.Run(async () =>
        {
            for (var n = 0; n < load.Batches.Count; n++)
            {
                if (!await call.ResponseStream.MoveNext(CancellationToken.None)) throw new IOException("The stream ended early.");
                if (call.ResponseStream.Current.Accepted != load.ReadsPerBatch) throw new InvalidDataException($"A batch was not accepted whole: {call.ResponseStream.Current}");
                acknowledged?.Invoke(Stopwatch.GetElapsedTime(sent[n]));
                window.Release();
            }
        });
        for (var n = 0; n < load.Batches.Count; n++)
        {
            if (pace is not null) await pace(n);
            await window.WaitAsync();
            sent[n] = Stopwatch.GetTimestamp();
            await call.RequestStream.WriteAsync(load.Batches[n]);
        }

        await call.RequestStream.CompleteAsync();
        await answers;
    }
}
