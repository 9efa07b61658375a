using Logistics.EventStore;
using Logistics.Shipments.Documents;
using Logistics.Shipments.Shipments;
using Logistics.Shipments.Streams;

namespace Logistics.Shipments.Sandboxes;

/// <summary>Nobody sees any more what was uploaded to a sample that is discarded: it goes, so that resetting often costs no room.</summary>
internal sealed class SampleDocuments(DocumentStore documents) : Subscription
{
    public override string Name => "SampleDocuments";

    public override async Task Handle(IReadOnlyList<StoredEvent> batch, CancellationToken ct)
    {
        foreach (var e in batch)
            if (e.Data is SandboxDiscarded && StreamNames.IdIn(Shipment.Stream, e.StreamId) is { } shipmentId) await documents.Drop(shipmentId, ct);
    }
}
