using Google.Protobuf.Collections;
using Logistics.EventStore;
using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using Logistics.Routing.ReplanningPolicies;
using Logistics.Routing.Roads;
using NodaTime;
using Wire = Logistics.Routing.V1;

namespace Logistics.Routing.Itineraries;

/// <summary>
/// Another way for the rest of an itinerary: proposed to whoever asks, with nothing written; put in force when somebody says so, and
/// only if the network would still propose the same.
/// </summary>
internal sealed class Replanning(Transactor transactor, LiveNetwork network, RoadEngine roads, ItineraryCommands itineraries, IClock clock)
{
    /// <summary>With what the policy says of it.</summary>
    internal async Task<(Replan Replan, Verdict Verdict)> Propose(string shipmentId, CancellationToken ct)
    {
        var (itinerary, _) = await transactor.Load(ItineraryDecider.Stream, shipmentId, ct);
        if (itinerary.Requirement is null) throw Hosting.Grpc.Refusals.NotFound("itinerary");
        var (policies, _) = await transactor.Load(ReplanningPolicyDecider.Stream, ReplanningPolicyDecider.Id, ct);
        var (snapshot, now) = (await network.CaughtUp(ct), clock.GetCurrentInstant());
        var replan = await Of(shipmentId, itinerary, snapshot, now, ct) ?? throw Refused(Nothing);
        return (replan, Verdict.Of(policies, itinerary, replan, snapshot, now));
    }

    /// <summary>With the roads as the routing engine has them; null where there is nothing to plan.</summary>
    internal async Task<Replan?> Of(string shipmentId, Itinerary itinerary, NetworkSnapshot snapshot, Instant now, CancellationToken ct) => itinerary.Underway
        ? Replan.Of(shipmentId, itinerary, await roads.On(snapshot, RestOfTheWay.Wanted(shipmentId, itinerary, snapshot, now), ct), now)
        : null;

    /// <summary>Repeating it does nothing. All runs and the itinerary in one commit.</summary>
    internal async Task Apply(
        string shipmentId, int version, RepeatedField<Wire.PlannedLeg> proposed, string actor, CancellationToken ct)
    {
        Refusal? refusal = null;
        await itineraries.Commit(shipmentId, new CommandContext { Actor = actor }, ct, async (draft, snapshot, now) =>
        {
            refusal = null;
            if (draft.State.Legs is { } inForce && draft.State.Version == version + 1 && Same(inForce, proposed)) return [];
            if (draft.State.Version != version && draft.State.Underway) return Refuse(Outdated(draft.State.Version));
            if (await Of(shipmentId, draft.State, snapshot, now, ct) is not { } replan) return Refuse(Nothing);
            if (!Same(replan.Proposed, proposed)) return Refuse(Outdated(draft.State.Version));

            return await itineraries.Renew(shipmentId, draft, replan, null, snapshot, now, ct);
        });
        if (refusal is { } reason) throw Refused(reason);

        IReadOnlyList<StreamAppend> Refuse(Refusal because)
        {
            refusal = because;
            return [];
        }
    }

    private static Refusal Nothing => new(Reasons.NothingToReplan, "The shipment has no itinerary in force, or has arrived.");

    private static Refusal Outdated(int version) =>
        new(Reasons.ProposalOutdated, $"The itinerary in force is version {version}, and the network would no longer propose these legs.");

    private static bool Same(IReadOnlyList<Leg> legs, RepeatedField<Wire.PlannedLeg> proposed) => legs.Select(Mapping.Leg).SequenceEqual(proposed);

    private static Grpc.Core.RpcException Refused(Refusal refusal) => Hosting.Grpc.Refusals.ToRpcException(refusal, Reasons.Statuses);
}
