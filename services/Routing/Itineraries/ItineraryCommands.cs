using Logistics.EventStore;
using Logistics.Routing.Calibrations;
using Logistics.Routing.Etas;
using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using NodaTime;

namespace Logistics.Routing.Itineraries;

/// <summary>
/// Load, decide, append for an itinerary together with the runs it rides. All streams are written with the version they were
/// decided on, in one append: so no run is ever oversold, however many plan at once. Who loses decides again.
/// </summary>
internal sealed class ItineraryCommands(
    IEventLog log, Transactor transactor, LiveNetwork network, RunReservations runs, LearnedTimes learned, IClock clock)
{
    private const int Attempts = 60;

    /// <summary>Plans what is not planned. Harmless to repeat.</summary>
    /// <param name="requirement">From the booking; null for a retry.</param>
    internal Task Plan(string shipmentId, Requirement? requirement, CommandContext context, CancellationToken ct) =>
        Commit(shipmentId, context, ct, async (draft, snapshot, now) =>
        {
            if (requirement is not null) draft.Decide(ItineraryDecider.Request(draft.State, shipmentId, requirement));
            if (!draft.State.Waiting) return [];

            var plan = Planner.Plan(snapshot, QueryOf(shipmentId, draft.State.Requirement!, now));
            draft.Decide(ItineraryDecider.Assign(draft.State, shipmentId, plan));
            draft.Decide(ReviseEta(shipmentId, draft.State, snapshot, now));
            return plan is Plan.Found found
                ? await runs.Reserve(shipmentId, found.Legs, draft.State.Requirement!.Load, snapshot.Facts, ct)
                : [];
        });

    /// <summary>Estimates anew, after an actual where there is one.</summary>
    internal Task Estimate(string shipmentId, ActualNoted? actual, CommandContext context, CancellationToken ct) =>
        Commit(shipmentId, context, ct, (draft, snapshot, now) =>
        {
            if (actual is not null) draft.Decide(ItineraryDecider.NoteActual(draft.State, actual));
            draft.Decide(ReviseEta(shipmentId, draft.State, snapshot, now));
            return Task.FromResult<IReadOnlyList<StreamAppend>?>([]);
        });

    /// <summary>Ends it and frees what it holds on runs.</summary>
    internal Task Close(string shipmentId, string outcome, Instant at, CommandContext context, CancellationToken ct) =>
        Commit(shipmentId, context, ct, async (draft, _, _) =>
        {
            var legs = draft.State.Underway ? draft.State.Legs! : [];
            draft.Decide(ItineraryDecider.Close(draft.State, shipmentId, outcome, at));
            return await runs.Release(shipmentId, legs, ct);
        });

    internal static PlanQuery QueryOf(string shipmentId, Requirement wanted, Instant now) => new(
        wanted.OriginHubId, wanted.DestinationHubId, Instant.Max(wanted.ReadyAt, now), wanted.ArriveBy, wanted.WeightKg,
        wanted.Refrigerated, shipmentId)
    {
        Units = wanted.Units ?? 0,
        Temperature = wanted.Temperature,
        HazardClasses = wanted.HazardClasses ?? [],
    };

    private Decision ReviseEta(string shipmentId, Itinerary itinerary, NetworkSnapshot snapshot, Instant now) =>
        ItineraryDecider.ReviseEta(itinerary, shipmentId, EtaEstimator.Estimate(shipmentId, itinerary, snapshot, learned.Current, now), now);

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
