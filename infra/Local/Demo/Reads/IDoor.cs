using Logistics.Tags.V1;

namespace Logistics.Demo.Reads;

/// <summary>A door of the hub as a gateway uses it. Returns when the batch is acknowledged, that is, committed.</summary>
internal interface IDoor
{
    Task<(string Epoch, ulong NextSequence)> Open(string nonce, CancellationToken ct);

    Task Post(ReadBatch batch, CancellationToken ct);
}
