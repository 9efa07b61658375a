using Logistics.Routing.Etas.Learning;
using Logistics.Routing.Itineraries;
using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using Logistics.Routing.ServiceRuns;
using NodaTime;

namespace Logistics.Routing.Etas;

/// <summary>The reasons of an estimate, with figures.</summary>
internal static class EtaWords
{
    internal static string NothingYet(NetworkSnapshot network, Leg first) =>
        $"Not on the way yet; planned to leave {Hub(network, first.FromHubId)} {Time(network, first.FromHubId, first.Departure)}.";

    internal static string Seen(NetworkSnapshot network, Actual last, Instant planned)
    {
        var verb = last.Kind == Itinerary.Arrived ? "Arrived at" : "Left";
        return $"{verb} {Hub(network, last.HubId)} {Time(network, last.HubId, last.At)}, {Against(last.At - planned)}.";
    }

    internal static string Stray(NetworkSnapshot network, Actual seen) =>
        $"Seen at {Hub(network, seen.HubId)} {Time(network, seen.HubId, seen.At)}, which is not on the itinerary.";

    internal static IEnumerable<string> Delay(NetworkSnapshot network, Leg leg, LiveLeg live)
    {
        if (live.Late is not { } late) yield break;
        var cause = late.Cause.Length == 0 ? "" : $": {late.Cause}";
        yield return $"The run {leg.ServiceId} from {Hub(network, leg.FromHubId)} to {Hub(network, leg.ToHubId)} is reported "
            + $"{late.Minutes} min late{cause}.";
    }

    internal static string Dwell(NetworkSnapshot network, string hubId, Dwell dwell) =>
        $"Runs leave {Hub(network, hubId)} {Words.Span(Duration.FromMinutes(dwell.P50))} late as a rule, by {dwell.Departures} departures.";

    internal static string Corridor(NetworkSnapshot network, Leg leg, Duration more, int earlier) =>
        $"From {Hub(network, leg.FromHubId)} to {Hub(network, leg.ToHubId)} it takes {Words.Span(more)} "
        + $"{(more > Duration.Zero ? "more" : "less")} than planned, {(earlier == 0 ? "by legs like it" : $"by {earlier} earlier legs")}.";

    internal static string DrivingTimes(NetworkSnapshot network, Leg leg, Drive drive) =>
        $"{Words.Span(drive.Driving)} of driving from {Hub(network, leg.FromHubId)} to {Hub(network, leg.ToHubId)} take {Words.Span(drive.Elapsed)} "
        + "with breaks and rests (Regulation (EC) 561/2006).";

    internal static string Tight(NetworkSnapshot network, Leg leg, Duration slack) =>
        $"Only {Words.Span(slack)} more than the minimum transfer at {Hub(network, leg.FromHubId)}.";

    internal static string Overdue(NetworkSnapshot network, string hubId, string what, Instant due, Instant now) =>
        $"{what} {Hub(network, hubId)} was due {Time(network, hubId, due)} and has not been observed for {Words.Span(now - due)}.";

    internal static string Missed(NetworkSnapshot network, Leg leg, Instant leaves, Instant ready) =>
        $"Connection at {Hub(network, leg.FromHubId)} missed by {Words.Span(ready - leaves)}: {(leg.Road is null ? "the run" : "the lorry of")} {leg.ServiceId} leaves "
        + $"{Time(network, leg.FromHubId, leaves)}, the goods can be ready {Time(network, leg.FromHubId, ready)}.";

    internal static string Cancelled(NetworkSnapshot network, Leg leg, Cancellation cancelled)
    {
        var cause = cancelled.Cause.Length == 0 ? "" : $": {cancelled.Cause}";
        return $"The run {leg.ServiceId} from {Hub(network, leg.FromHubId)} to {Hub(network, leg.ToHubId)} is cancelled{cause}.";
    }

    internal static string OtherWay(NetworkSnapshot network, IReadOnlyList<Leg> others) =>
        $"Best later way: {(others[0].Road is null ? "the run" : "a lorry of")} {others[0].ServiceId} from {Hub(network, others[0].FromHubId)} "
        + $"{Time(network, others[0].FromHubId, others[0].Departure)}, {Words.Legs(others.Count)}, arriving "
        + $"{Time(network, others[^1].ToHubId, others[^1].Arrival)}.";

    internal static string NoOtherWay(NetworkSnapshot network, string hubId) =>
        $"No later way from {Hub(network, hubId)} is known; a day is added.";

    private static string Against(Duration late) => late.TotalMinutes switch
    {
        >= 1 => $"{Words.Span(late)} after plan",
        <= -1 => $"{Words.Span(late)} before plan",
        _ => "on plan",
    };

    private static string Hub(NetworkSnapshot network, string hubId) => Words.Hub(network, hubId);

    private static string Time(NetworkSnapshot network, string hubId, Instant at) => Words.Time(network, hubId, at);
}
