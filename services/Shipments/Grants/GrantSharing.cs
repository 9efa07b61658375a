using Logistics.EventStore;
using Logistics.Shipments.Shipments;
using Logistics.Shipments.Streams;

namespace Logistics.Shipments.Grants;

/// <summary>
/// Carries a grant to its shipments, so that their feeds tell who receives it. Each time by what the grant is by now: seeing an
/// event again, or an old one late, changes nothing.
/// </summary>
internal sealed class GrantSharing(Transactor transactor) : Subscription
{
    public override string Name => "GrantSharing";

    public override async Task Handle(IReadOnlyList<StoredEvent> batch, CancellationToken ct)
    {
        foreach (var e in batch)
            if (StreamNames.IdIn(Grant.Stream, e.StreamId) is { } grantId) await Apply(grantId, e, ct);
    }

    private async Task Apply(string grantId, StoredEvent e, CancellationToken ct)
    {
        var (grant, _) = await transactor.Load(Grant.Stream, grantId, ct);
        var because = CommandContext.None with { Actor = $"grant:{grantId}", CausationId = e.Id.ToString() };
        foreach (var shipmentId in grant.Terms!.ShipmentIds)
            await transactor.Transact(Shipment.Stream, shipmentId, s => GrantDecider.Apply(s, grant), because, ct);
    }
}
