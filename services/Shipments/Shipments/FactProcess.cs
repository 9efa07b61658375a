using Logistics.EventStore;
using Logistics.Shipments.HandlingUnits;
using Logistics.Shipments.Sandboxes;
using Logistics.Shipments.Streams;
using NodaTime;

namespace Logistics.Shipments.Shipments;

/// <summary>Records what happened; where that closes the shipment, its handling units are released in the same append.</summary>
internal sealed class FactProcess(JointTransactor streams)
{
    public Task<JointOutcome> Report(string shipmentId, RecordActual c, string organisation, CommandContext context, CancellationToken ct)
        => streams.Transact(draft => Report(draft, shipmentId, c, organisation, ct), context, ct);

    /// <summary>On what is loaded already. The draft is for the next report, where there still is one.</summary>
    public Task<(JointOutcome Outcome, Draft? Draft)> Report(Draft draft, CheckedReport r, CancellationToken ct)
        => streams.Transact(draft, d => Report(d, r.ShipmentId, r.Fact, r.Organisation, ct), r.With, ct);

    public Task<JointOutcome> Correct(string shipmentId, CorrectReport c, string by, Instant now, CommandContext context, CancellationToken ct)
        => streams.Transact(
            async draft => await draft.Decide(Shipment.Stream, shipmentId, s => CorrectionDecider.Correct(s, c, by, now), ct)
                ?? await Claims(draft, shipmentId, now, ct),
            context,
            ct);

    /// <summary>
    /// A unit's own stream says whose it was at that time. A unit that nobody had booked then is no error: the sighting is kept
    /// on its stream, where the next booking finds it.
    /// </summary>
    public Task<JointOutcome> Sight(string unitId, HandlingUnitSighted c, CommandContext context, CancellationToken ct)
        => streams.Transact(draft => Sight(draft, unitId, c, ct), context, ct);

    /// <summary>
    /// What reads were taken for turns out otherwise: the evidence counts no more, and better evidence takes its place. Both may
    /// come before what they amend; then the unit's stream remembers what not to believe.
    /// </summary>
    public Task<JointOutcome> Amend(string unitId, IReadOnlyList<SightingChange> changes, Instant now, CommandContext context, CancellationToken ct)
        => streams.Transact(
            async draft =>
            {
                foreach (var (was, better) in changes)
                {
                    if (was is not null) await Withdraw(draft, unitId, was, better is null ? CorrectionReason.DidNotOccur : CorrectionReason.IncorrectData, now, ct);
                    if (better is not null && await Sight(draft, unitId, better, ct) is { } refused) return refused;
                }

                return null;
            },
            context,
            ct);

    private static async Task<Refusal?> Sight(Draft draft, string unitId, HandlingUnitSighted c, CancellationToken ct)
    {
        var unit = await draft.Load(HandlingUnit.Stream, unitId, ct);
        return unit.At(c.Evidence.At.Instant) is { } claim && !unit.HasWithdrawn(c)
            ? await Record(draft, claim.ShipmentId, new(c.Kind, c.HubId, c.Evidence), ct)
            : await draft.Decide(HandlingUnit.Stream, unitId, u => HandlingUnitDecider.Sight(u, c), ct);
    }

    private static async Task Withdraw(
        Draft draft, string unitId, HandlingUnitSighted was, CorrectionReason reason, Instant now, CancellationToken ct)
    {
        if ((await draft.Load(HandlingUnit.Stream, unitId, ct)).At(was.Evidence.At.Instant) is { } claim
            && CorrectionDecider.Withdraw(await draft.Load(Shipment.Stream, claim.ShipmentId, ct), was, reason, now) is { } decided)
            await draft.Decide(Shipment.Stream, claim.ShipmentId, _ => decided, ct);
        else
            await draft.Decide(HandlingUnit.Stream, unitId, u => HandlingUnitDecider.Withdraw(u, was), ct);
    }

    private static async Task<Refusal?> Report(Draft draft, string shipmentId, RecordActual c, string organisation, CancellationToken ct)
        => (await draft.Load(Shipment.Stream, shipmentId, ct)).VisibleTo(organisation)
            ? await Record(draft, shipmentId, c, ct)
            : new Refusal(Reasons.ShipmentNotFound, "There is no such shipment.");

    private static async Task<Refusal?> Record(Draft draft, string shipmentId, RecordActual c, CancellationToken ct)
        => await draft.Decide(Shipment.Stream, shipmentId, s => ShipmentDecider.RecordActual(s, c), ct)
            ?? await Claims(draft, shipmentId, c.Evidence.RecordedAt, ct);

    /// <summary>A closed shipment has no claim on its units; one that is open again has, on those that nobody else has booked since.</summary>
    private static async Task<Refusal?> Claims(Draft draft, string shipmentId, Instant now, CancellationToken ct)
    {
        var (before, after) = (await draft.Loaded(Shipment.Stream, shipmentId, ct), await draft.Load(Shipment.Stream, shipmentId, ct));
        if (before.Closed() == after.Closed() || after.Operator == Sandbox.Operator) return null;
        foreach (var unit in after.HandlingUnits)
            await draft.Decide(
                HandlingUnit.Stream, unit.Id,
                u => after.Closed() ? HandlingUnitDecider.Release(u, shipmentId) : HandlingUnitDecider.Reclaim(u, shipmentId, now), ct);
        return null;
    }
}
