using Logistics.EventStore;
using Logistics.Shipments.HandlingUnits;
using Logistics.Shipments.Streams;
using NodaTime;

namespace Logistics.Shipments.Shipments;

/// <summary>Amends a shipment; handling units that come to it are claimed and those that leave it are freed in the same append.</summary>
internal sealed class AmendmentProcess(JointTransactor streams)
{
    public Task<JointOutcome> Amend(
        string shipmentId, long expectedVersion, AmendShipment c, string by, Instant now, CommandContext context, CancellationToken ct)
        => streams.Transact(
            async draft => await draft.Expect(Shipment.Stream, shipmentId, expectedVersion, s => s.VisibleTo(by), ct)
                ?? await Amend(draft, shipmentId, c, by, now, ct),
            context,
            ct);

    private static async Task<Refusal?> Amend(Draft draft, string shipmentId, AmendShipment c, string by, Instant now, CancellationToken ct)
    {
        var before = await draft.Load(Shipment.Stream, shipmentId, ct);
        if (await draft.Decide(Shipment.Stream, shipmentId, s => AmendmentDecider.Amend(s, c, by, now), ct) is { } refusal) return refusal;
        var after = await draft.Load(Shipment.Stream, shipmentId, ct);
        foreach (var gone in Ids(before).Except(Ids(after)))
            await draft.Decide(HandlingUnit.Stream, gone, u => HandlingUnitDecider.Release(u, shipmentId), ct);
        foreach (var added in Ids(after).Except(Ids(before)))
            if (await draft.Decide(HandlingUnit.Stream, added, u => HandlingUnitDecider.Claim(u, added, shipmentId, now), ct) is { } inUse) return inUse;
        return null;
    }

    private static IEnumerable<string> Ids(Shipment s) => s.HandlingUnits.Select(u => u.Id);
}
