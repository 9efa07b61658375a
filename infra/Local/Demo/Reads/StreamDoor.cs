using Grpc.Core;
using Logistics.Demo.Hub;
using Logistics.Tags.V1;

namespace Logistics.Demo.Reads;

/// <summary>`ReadService.StreamReads`: one stream for as long as it lasts, a new one after it broke.</summary>
internal sealed class StreamDoor(HubConnection hub, string deviceKey) : IDoor, IDisposable
{
    private AsyncDuplexStreamingCall<ReadBatch, Receipt>? call;

    public async Task<(string Epoch, ulong NextSequence)> Open(string nonce, CancellationToken ct)
    {
        var opened = await hub.Gateways.OpenEpochAsync(
            new OpenEpochRequest { ClientNonce = nonce }, ClientTokens.Bearer(deviceKey), cancellationToken: ct);
        return (opened.Epoch, opened.NextSequence);
    }

    public async Task Post(ReadBatch batch, CancellationToken ct)
    {
        try
        {
            call ??= hub.Reads.StreamReads(ClientTokens.Bearer(deviceKey), cancellationToken: ct);
            await call.RequestStream.WriteAsync(batch, ct);
            if (!await call.ResponseStream.MoveNext(ct)) throw new IOException("The stream ended without a receipt.");
        }
        catch (Exception e) when (e is RpcException or IOException or InvalidOperationException)
        {
            Dispose();
            throw e is InvalidOperationException ? new IOException(e.Message, e) : e;
        }
    }

    public void Dispose()
    {
        call?.Dispose();
        call = null;
    }
}
