using Logistics.EventStore;
using Logistics.Routing.Itineraries;

namespace Logistics.Routing.ReplanningPolicies;

/// <summary>
/// Renews the plan of whose connection will be missed, where the policy says so: on each estimate that foretells it, and
/// when a hold is over. Seeing an estimate again changes nothing, because the version it was told for is no longer in force.
/// </summary>
internal sealed class RenewalByPolicy(Transactor transactor, Replanning replanning, ItineraryCommands itineraries) : Subscription
{
    public override string Name => "RenewalByPolicy";

    public override async Task Handle(IReadOnlyList<StoredEvent> batch, CancellationToken ct)
    {
        foreach (var e in batch)
        {
            if (e.Data is EtaRevised { Eta.MissedConnections.Count: > 0 } revised) await Consider(revised.ShipmentId, e, ct);
            if (e.Data is HoldNoted { Held: false } released) await Consider(released.ShipmentId, e, ct);
        }
    }

    private async Task Consider(string shipmentId, StoredEvent cause, CancellationToken ct)
    {
        var (policies, _) = await transactor.Load(ReplanningPolicyDecider.Stream, ReplanningPolicyDecider.Id, ct);
        if (!policies.Rules.Values.Any(rule => rule.Automatic)) return;

        var context = new CommandContext { CausationId = cause.Id.ToString(), CorrelationId = cause.Metadata.CorrelationId, Actor = "policy:replanning" };
        await itineraries.Commit(shipmentId, context, ct, async (draft, snapshot, now) =>
        {
            if (await replanning.Of(shipmentId, draft.State, snapshot, now, ct) is not { } replan) return [];
            if (Verdict.Of(policies, draft.State, replan, snapshot, now) is not { Applies: true } verdict) return [];
            return await itineraries.Renew(shipmentId, draft, replan, new RenewedByPolicy(verdict.HubId, verdict.Why, now), snapshot, now, ct);
        });
    }
}
