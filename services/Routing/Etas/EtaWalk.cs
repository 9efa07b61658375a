using Logistics.Routing.Itineraries;
using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using Logistics.Routing.Roads;
using NodaTime;

namespace Logistics.Routing.Etas;

/// <summary>
/// Walks the itinerary from the last thing observed: live timetable, delay so far, what our history says of hubs and corridors, and
/// where a run cannot be reached, the best later way. One walk, one estimate.
/// </summary>
internal sealed class EtaWalk(string shipmentId, Itinerary itinerary, NetworkSnapshot network, EtaKnowledge knowledge, Instant now)
{
    private static readonly Duration Tight = Duration.FromMinutes(5);

    private static readonly Duration Notable = Duration.FromMinutes(1);

    // Of a day that is added for want of anything better.
    private const double UnknownDay80 = 145;
    private const double UnknownDay95 = 355;

    private readonly IReadOnlyList<Leg> legs = itinerary.Legs!;
    private readonly List<MilestoneEta> milestones = [];
    private readonly List<int> missed = [];
    private readonly List<string> reasons = [];
    private Expectation position;

    /// <summary>What was asked of the network because the plan breaks; null before, and where it does not.</summary>
    internal PlanQuery? OtherWay { get; private set; }

    internal Eta Walk()
    {
        var last = Observed.Last(itinerary);
        if (last is { LegIndex: < 0 }) return Stray(last);

        reasons.Add(last is null ? EtaWords.NothingYet(network, legs[0]) : EtaWords.Seen(network, last, Planned(last)));
        for (var i = 0; i < legs.Count; i++)
        {
            if (itinerary.Of(Itinerary.Arrived, i) is { } arrived)
            {
                position = Expectation.Certain(arrived.At);
                continue;
            }

            var live = LiveLeg.Of(network, legs[i]);
            if (last is null || !Observed.Passed(last, i, Itinerary.Arrived)) reasons.AddRange(EtaWords.Delay(network, legs[i], live));
            if (!Depart(i, live, last)) return Result();
            Arrive(i, live, last);
        }

        return Result();
    }

    /// <summary>False where the run is missed and the walk has gone another way.</summary>
    private bool Depart(int i, LiveLeg live, Actual? last)
    {
        if (itinerary.Of(Itinerary.Departed, i) is { } departed)
        {
            position = Expectation.Certain(departed.At);
            return true;
        }

        if (last is not null && Observed.Passed(last, i, Itinerary.Departed))
        {
            position = Expectation.Certain(live.Departure);
            return true;
        }

        if (live.Cancelled is { } cancelled)
        {
            missed.Add(i);
            reasons.Add(EtaWords.Cancelled(network, legs[i], cancelled));
            if (i == 0) position = Expectation.Certain(Instant.Max(now, itinerary.Requirement!.ReadyAt));
            GoOnFrom(legs[i].FromHubId, i == 0 ? position.At : position.At + Transfer(legs[i].FromHubId), i);
            return false;
        }

        if (i > 0)
        {
            var ready = position.At + Transfer(legs[i].FromHubId);
            if (ready > live.Departure)
            {
                Miss(i, ready, live);
                return false;
            }

            if (live.Departure - ready < Tight) reasons.Add(EtaWords.Tight(network, legs[i], live.Departure - ready));
            position = position.Departing(live.Departure, live.Departure - ready);
        }
        else
        {
            position = Expectation.Certain(live.Departure);
        }

        Dwell(i, live);
        if (position.At + Notable < now) reasons.Add(EtaWords.Overdue(network, legs[i].FromHubId, "Departure from", position.At, now));
        position = position.NotBefore(now);
        milestones.Add(new MilestoneEta(i, Itinerary.Departed, legs[i].FromHubId, position.ToSpread()));
        return true;
    }

    /// <summary>Runs that leave late as a rule will do so again; what the carrier says of this one counts as part of it.</summary>
    private void Dwell(int i, LiveLeg live)
    {
        var dwell = knowledge.Dwells.Estimate(legs[i].FromHubId, live.Mode);
        var late = Duration.Max(Duration.Zero, Duration.FromMinutes(dwell.P50) - (live.Departure - legs[i].Departure));
        if (late >= Notable) reasons.Add(EtaWords.Dwell(network, legs[i].FromHubId, dwell));
        position = position.Dwelling(late, dwell.P80 - dwell.P50, dwell.P95 - dwell.P50);
    }

    private void Arrive(int i, LiveLeg live, Actual? last)
    {
        var told = knowledge.Legs.Estimate(LegQuestions.Planned(network, legs, i, live));
        var planned = legs[i].Arrival - legs[i].Departure;
        var more = Duration.FromSeconds(Math.Round((60 * told.P50) - planned.TotalSeconds));
        // A lorry that was ordered has no timetable to wait for: who leaves early is early.
        var arrival = (legs[i].Road is null ? Instant.Max(live.Arrival, position.At + live.Travel) : position.At + live.Travel) + more;
        var least = RoadLegs.Least(network, legs[i], live.Mode);
        arrival = Instant.Max(arrival, position.At + (least?.Elapsed ?? Duration.Zero));

        // A run that is on its way is uncertain only of what is still before it.
        var ahead = Math.Clamp((arrival - Instant.Max(now, position.At)) / Duration.Max(planned, Notable), 0, 1);
        position = position.Arriving(arrival, (told.P80 - told.P50) * ahead, (told.P95 - told.P50) * ahead);
        if (last is not null && Observed.Passed(last, i, Itinerary.Arrived)) return;

        if (more >= Notable || more <= -Notable) reasons.Add(EtaWords.Corridor(network, legs[i], more, told.Seen.Legs));
        if (least is { } drive && drive.Elapsed > (legs[i].Road is null ? live.Travel : drive.Driving)) reasons.Add(EtaWords.DrivingTimes(network, legs[i], drive));
        if (arrival + Notable < now) reasons.Add(EtaWords.Overdue(network, legs[i].ToHubId, "Arrival at", arrival, now));
        position = position.NotBefore(now);
        milestones.Add(new MilestoneEta(i, Itinerary.Arrived, legs[i].ToHubId, position.ToSpread()));
    }

    private void Miss(int i, Instant ready, LiveLeg live)
    {
        missed.Add(i);
        reasons.Add(EtaWords.Missed(network, legs[i], live.Departure, ready));
        GoOnFrom(legs[i].FromHubId, ready, i);
    }

    private Eta Stray(Actual seen)
    {
        reasons.Add(EtaWords.Stray(network, seen));
        position = Expectation.Certain(seen.At);
        GoOnFrom(seen.HubId, seen.At + Transfer(seen.HubId), 0);
        return Result();
    }

    private void GoOnFrom(string hubId, Instant ready, int firstLeg)
    {
        var wanted = itinerary.Requirement!;
        if (hubId == legs[^1].ToHubId) return;

        var query = RestOfTheWay.From(ItineraryCommands.QueryOf(shipmentId, wanted, now), hubId, Instant.Max(ready, now));
        OtherWay = query.ToHubId == legs[^1].ToHubId ? query : query with { ToHubId = legs[^1].ToHubId, ToDoor = null, DeliverWindows = [] };
        var others = RoadPlanner.Earliest(network, OtherWay);
        if (others.Count == 0)
        {
            // Nothing better is known than the same runs a day later.
            position = position.Arriving(Instant.Max(legs[^1].Arrival, now) + Duration.FromDays(1), UnknownDay80, UnknownDay95);
            reasons.Add(EtaWords.NoOtherWay(network, hubId));
            return;
        }

        foreach (var other in others) Ride(other, firstLeg);
        missed.AddRange(AlsoMissed(others, firstLeg));
        reasons.Add(EtaWords.OtherWay(network, others));
    }

    private void Ride(Leg other, int firstLeg)
    {
        var same = Enumerable.Range(firstLeg, legs.Count - firstLeg)
            .FirstOrDefault(i => (legs[i].FromHubId, legs[i].ToHubId) == (other.FromHubId, other.ToHubId), -1);
        position = position.Departing(other.Departure, other.Departure - position.At);
        if (same >= 0) milestones.Add(new MilestoneEta(same, Itinerary.Departed, other.FromHubId, position.ToSpread()));
        var (to80, to95) = Spread(other);
        position = position.Arriving(other.Arrival, to80, to95);
        if (same >= 0) milestones.Add(new MilestoneEta(same, Itinerary.Arrived, other.ToHubId, position.ToSpread()));
    }

    private (double To80, double To95) Spread(Leg leg)
    {
        var told = knowledge.Legs.Estimate(LegQuestions.Unplanned(network, leg));
        return (told.P80 - told.P50, told.P95 - told.P50);
    }

    private IEnumerable<int> AlsoMissed(IReadOnlyList<Leg> others, int firstLeg) =>
        Enumerable.Range(firstLeg, legs.Count - firstLeg).Where(i => !missed.Contains(i)
            && others.FirstOrDefault(other => other.ToHubId == legs[i].FromHubId) is { } feeder
            && feeder.Arrival + Transfer(feeder.ToHubId) > LiveLeg.Of(network, legs[i]).Departure).ToList();

    private Eta Result() => new(position.ToSpread(), milestones, missed, reasons);

    private Duration Transfer(string hubId) =>
        Duration.FromMinutes(network.Facts.Hubs.TryGetValue(hubId, out var hub) ? hub.TransferMinutes : 0);

    private Instant Planned(Actual actual) =>
        actual.Kind == Itinerary.Arrived ? legs[actual.LegIndex].Arrival : legs[actual.LegIndex].Departure;
}
