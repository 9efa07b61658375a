using Logistics.EventStore;
using Logistics.Routing.Calibrations;
using Logistics.Routing.Etas;
using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using Logistics.Routing.Roads;
using NodaTime;

namespace Logistics.Routing.Itineraries;

/// <summary>
/// Load, decide, append for an itinerary together with the runs it rides. All streams are written with the version they were
/// decided on, in one append: so no run is ever oversold, however many plan at once. Who loses decides again.
/// </summary>
internal sealed class ItineraryCommands(
    IEventLog log, Transactor transactor, LiveNetwork network, RoadEngine roads, RunReservations runs, LearnedTimes learned, IClock clock)
{
    private const int Attempts = 60;

    /// <summary>
    /// Takes in what is told of a shipment, where anything is: plans what is not planned or unsettled by it, and estimates anew.
    /// Harmless to repeat.
    /// </summary>
    /// <param name="decide">Null for a retry, or where only the network has changed.</param>
    internal Task Take(string shipmentId, Func<Itinerary, Decision>? decide, CommandContext context, CancellationToken ct) =>
        Commit(shipmentId, context, ct, async (draft, snapshot, now) =>
        {
            if (decide is not null) draft.Decide(decide(draft.State));
            IReadOnlyList<StreamAppend>? appends = draft.State.Waiting ? await Settle(shipmentId, draft, snapshot, now, ct) : [];
            draft.Decide(await ReviseEta(shipmentId, draft.State, snapshot, now, ct));
            return appends;
        });

    /// <summary>Ends it and frees what it holds on runs.</summary>
    internal Task Close(string shipmentId, string outcome, Instant at, long version, CommandContext context, CancellationToken ct) =>
        Commit(shipmentId, context, ct, async (draft, _, _) =>
        {
            var legs = draft.State.Underway ? draft.State.Legs! : [];
            draft.Decide(ItineraryDecider.Close(draft.State, shipmentId, outcome, at, version));
            return await runs.Release(shipmentId, legs, ct);
        });

    /// <summary>Puts a proposal in force: with the room it takes, and the estimate that follows.</summary>
    internal async Task<IReadOnlyList<StreamAppend>?> Renew(
        string shipmentId, Draft draft, Replan replan, RenewedByPolicy? byPolicy, NetworkSnapshot snapshot, Instant now, CancellationToken ct)
    {
        var before = draft.State.Legs!;
        var kept = before.Zip(replan.Proposed).TakeWhile(pair => pair.First == pair.Second).Count();
        var why = byPolicy is null ? replan.Explanation : $"{byPolicy.Why} {replan.Explanation}";
        draft.Decide(ItineraryDecider.Reassign(draft.State, shipmentId, replan.ItineraryVersion, replan.Proposed, why, byPolicy));
        draft.Decide(await ReviseEta(shipmentId, draft.State, snapshot, now, ct));
        return await runs.Move(shipmentId, before, replan.Proposed, kept, draft.State.Requirement!.Load, snapshot.Facts, ct);
    }

    internal static PlanQuery QueryOf(string shipmentId, Requirement wanted, Instant now) => new(
        wanted.OriginHubId, wanted.DestinationHubId, Instant.Max(wanted.ReadyAt, now), wanted.ArriveBy, wanted.WeightKg,
        wanted.Refrigerated, shipmentId)
    {
        Units = wanted.Units ?? 0,
        Temperature = wanted.Temperature,
        HazardClasses = wanted.HazardClasses ?? [],
        OrderedAt = now,
        FromDoor = wanted.CollectAt,
        ToDoor = wanted.DeliverAt,
        CollectWindows = wanted is { CollectAt: not null, CollectBy: { } by } ? [new Window(Instant.MinValue, by + Duration.FromSeconds(1))] : [],
        DeliverWindows = wanted is { DeliverAt: not null, DeliverFrom: { } from } ? [new Window(from, Instant.MaxValue)] : [],
    };

    private async Task<IReadOnlyList<StreamAppend>?> Settle(
        string shipmentId, Draft draft, NetworkSnapshot snapshot, Instant now, CancellationToken ct)
    {
        snapshot = await roads.On(snapshot, RestOfTheWay.Wanted(shipmentId, draft.State, snapshot, now), ct);
        var before = draft.State.Legs ?? [];
        var left = draft.State.Legs is null ? 0 : RestOfTheWay.Of(shipmentId, draft.State, snapshot, now).Left;
        var plan = Settlement.Of(shipmentId, draft.State, snapshot, now);
        draft.Decide(ItineraryDecider.Assign(draft.State, shipmentId, plan));
        return plan is Plan.Found found
            ? await runs.Move(shipmentId, before, found.Legs, left, draft.State.Requirement!.Load, snapshot.Facts, ct)
            : [];
    }

    /// <summary>Where the plan breaks, the estimate rests on another way: how far lorries have to drive on it is asked before.</summary>
    private async Task<Decision> ReviseEta(string shipmentId, Itinerary itinerary, NetworkSnapshot snapshot, Instant now, CancellationToken ct)
    {
        if (roads.IsThere && EtaEstimator.OtherWay(shipmentId, itinerary, snapshot, learned.Current, now) is { } query) snapshot = await roads.On(snapshot, query, ct);
        return ItineraryDecider.ReviseEta(itinerary, shipmentId, EtaEstimator.Estimate(shipmentId, itinerary, snapshot, learned.Current, now), now);
    }

    /// <param name="decide">Answers the runs' appends; null where a run has filled up since the snapshot.</param>
    internal async Task Commit(
        string shipmentId, CommandContext context, CancellationToken ct,
        Func<Draft, NetworkSnapshot, Instant, Task<IReadOnlyList<StreamAppend>?>> decide)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var (state, version) = await transactor.Load(ItineraryDecider.Stream, shipmentId, ct);
            var draft = new Draft(shipmentId, state, version);
            var appends = await decide(draft, await network.CaughtUp(ct), clock.GetCurrentInstant());
            if (appends is not null && await Append(draft, appends, context, ct)) return;

            // Many planners after the same run would lose in step for ever.
            await Task.Delay(Random.Shared.Next(1, 10 * Math.Min(attempt, 10)), ct);
        }

        throw new ContentionException(ItineraryDecider.Stream.IdOf(shipmentId), Attempts);
    }

    private async Task<bool> Append(Draft draft, IReadOnlyList<StreamAppend> runAppends, CommandContext context, CancellationToken ct)
    {
        IReadOnlyList<StreamAppend> all = draft.Append is { } own ? [own, .. runAppends] : runAppends;
        if (all.Count == 0 && context.Inbox is null) return true;
        return await log.Append(all, context, ct) is not AppendOutcome.VersionConflict;
    }
}
