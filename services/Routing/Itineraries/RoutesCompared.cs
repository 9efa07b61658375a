using Logistics.Routing.Etas;
using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using Logistics.Routing.ServiceRuns;
using NodaTime;

namespace Logistics.Routing.Itineraries;

/// <summary>What another way would change, in sentences.</summary>
internal static class RoutesCompared
{
    /// <summary>Empty where both are the same.</summary>
    internal static IReadOnlyList<string> Differences(NetworkSnapshot network, IReadOnlyList<Leg> current, IReadOnlyList<Leg> proposed)
    {
        if (current.SequenceEqual(proposed)) return [];
        var words = new List<string>();
        words.AddRange(current.Select((leg, i) => Obstacle(network, current, i)).OfType<string>());
        words.AddRange(current.Where(leg => !proposed.Any(leg.RidesLike)).Select(leg => $"No longer: {Ride(network, leg)}."));
        words.AddRange(proposed.Where(leg => !current.Any(leg.RidesLike)).Select(leg => $"Instead: {Ride(network, leg)}."));
        var shift = proposed[^1].Arrival - current[^1].Arrival;
        if (shift != Duration.Zero)
        {
            words.Add($"Arrives {Words.Time(network, proposed[^1].ToHubId, proposed[^1].Arrival)}, {Words.Span(shift)} "
                + $"{(shift > Duration.Zero ? "later" : "earlier")} than planned.");
        }

        return words;
    }

    /// <summary>Why a leg of the itinerary cannot be kept; null where it can, as far as is known.</summary>
    private static string? Obstacle(NetworkSnapshot network, IReadOnlyList<Leg> legs, int i)
    {
        var leg = legs[i];
        if (leg.Road is null && !InTimetable(network, leg))
            return $"The run {leg.ServiceId} is no longer in the timetable.";
        var live = LiveLeg.Of(network, leg);
        if (live.Cancelled is { } cancelled)
            return $"The run {leg.ServiceId} is cancelled from {Words.Hub(network, network.Facts.Services[leg.ServiceId].Calls[cancelled.FromCall].HubId)} on.";
        if (i == 0) return null;
        var ready = LiveLeg.Of(network, legs[i - 1]).Arrival + Duration.FromMinutes(network.Facts.Hubs[leg.FromHubId].TransferMinutes);
        var missedBy = ready - live.Departure;
        return missedBy > Duration.Zero ? $"The connection at {Words.Hub(network, leg.FromHubId)} is missed by {Words.Span(missedBy)}." : null;
    }

    private static bool InTimetable(NetworkSnapshot network, Leg leg) =>
        RunTimes.Of(network.Facts, new RunId(leg.ServiceId, leg.ServiceDate)) is { } run && leg.ToCall < run.Calls.Count;

    private static string Ride(NetworkSnapshot network, Leg leg) =>
        $"{(leg.Road is null ? "the run" : "a lorry of")} {leg.ServiceId} from {Words.Hub(network, leg.FromHubId)} {Words.Time(network, leg.FromHubId, leg.Departure)} "
        + $"to {Words.Hub(network, leg.ToHubId)}";
}
