using System.Security.Cryptography;
using System.Text;
using Logistics.EventStore;
using Logistics.Shipments.Shipments;
using Logistics.Shipments.Streams;
using NodaTime;

namespace Logistics.Shipments.Handovers;

/// <summary>What passes in a handover passes on the shipment in the same append: so possession has one history, in the log's order.</summary>
internal sealed class HandoverProcess(JointTransactor streams)
{
    /// <summary>The same goods between the same parties at the same place: both sides find the same handover without knowing its id.</summary>
    public static string IdOf(HandoverTerms t)
        => "ho-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{t.ShipmentId}\n{t.HubId}\n{t.From}\n{t.To}\n{t.Reference}")))[..26];

    /// <param name="c">Without units: all of the shipment's.</param>
    public Task<JointOutcome> Confirm(HandoverTerms terms, HandoverConfirmed c, string by, Instant now, CommandContext context, CancellationToken ct)
        => streams.Transact(
            async draft =>
            {
                var shipment = await draft.Load(Shipment.Stream, terms.ShipmentId, ct);
                if (!shipment.VisibleTo(by)) return new(Reasons.ShipmentNotFound, "There is no such shipment.");
                if (c.HandlingUnitIds.FirstOrDefault(u => shipment.HandlingUnits.All(h => h.Id != u)) is { } foreign)
                    return new(Reasons.HandlingUnitNotOfShipment, $"Handling unit {foreign} is not one of this shipment.");
                if (new[] { terms.From, terms.To }.FirstOrDefault(o => !shipment.VisibleTo(o)) is { } stranger)
                    return new(Reasons.NotAParty, $"{stranger} is no party to this shipment.");
                var said = c.HandlingUnitIds.Count > 0 ? c : c with { HandlingUnitIds = [.. shipment.HandlingUnits.Select(u => u.Id)] };
                var id = IdOf(terms);
                return await draft.Decide(Handover.Stream, id, h => HandoverDecider.Confirm(h, id, terms, shipment.Operator, said, by, now), ct)
                    ?? await Pass(draft, id, ct);
            },
            context,
            ct);

    public Task<JointOutcome> Dispute(string id, string by, string reason, Instant now, CommandContext context, CancellationToken ct)
        => streams.Transact(draft => draft.Decide(Handover.Stream, id, h => HandoverDecider.Dispute(h, by, reason, now), ct), context, ct);

    public Task<JointOutcome> Settle(
        string id, IReadOnlyList<string> units, string by, string note, Instant now, CommandContext context, CancellationToken ct)
        => streams.Transact(
            async draft =>
            {
                var before = await draft.Load(Handover.Stream, id, ct);
                var shipment = await draft.Load(Shipment.Stream, before.Terms.ShipmentId, ct);
                return before.Operator == by && units.FirstOrDefault(u => shipment.HandlingUnits.All(h => h.Id != u)) is { } foreign
                    ? new(Reasons.HandlingUnitNotOfShipment, $"Handling unit {foreign} is not one of this shipment.")
                    : await draft.Decide(Handover.Stream, id, h => HandoverDecider.Settle(h, units, by, note, now), ct) ?? await Pass(draft, id, ct);
            },
            context,
            ct);

    private static async Task<Refusal?> Pass(Draft draft, string id, CancellationToken ct)
    {
        var (before, after) = (await draft.Loaded(Handover.Stream, id, ct), await draft.Load(Handover.Stream, id, ct));
        var (t, at) = (after.Terms, after.PassedAt());
        CustodyPassed[] changes =
        [
            new(id, [.. after.Passed().Except(before.Passed())], t.From, t.To, t.HubId, at!),
            // The hub has found that it did not pass.
            new(id, [.. before.Passed().Except(after.Passed())], t.To, t.From, t.HubId, at!),
        ];
        foreach (var custody in changes.Where(c => c.HandlingUnitIds.Count > 0))
            if (await draft.Decide(Shipment.Stream, t.ShipmentId, s => ShipmentDecider.PassCustody(s, custody), ct) is { } refused) return refused;
        return null;
    }
}
