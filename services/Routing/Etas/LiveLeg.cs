using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using Logistics.Routing.ServiceRuns;
using NodaTime;

namespace Logistics.Routing.Etas;

/// <summary>A planned leg as its run is expected now; as planned where the timetable no longer has those calls.</summary>
/// <param name="Late">What the carrier says, if anything.</param>
/// <param name="Cancelled">Where the run does not go all this leg.</param>
internal sealed record LiveLeg(Instant Departure, Instant Arrival, string Mode, Delay? Late, Cancellation? Cancelled)
{
    internal Duration Travel => Arrival - Departure;

    internal static LiveLeg Of(NetworkSnapshot network, Leg leg)
    {
        var id = new RunId(leg.ServiceId, leg.ServiceDate);
        return leg.Road is null && RunTimes.Of(network.Facts, id) is { } run && Calls(run, leg.FromCall, leg.FromHubId) && Calls(run, leg.ToCall, leg.ToHubId)
            ? new LiveLeg(run.Calls[leg.FromCall].Departure, run.Calls[leg.ToCall].Arrival, run.Service.Mode, Said(network, id, leg), CancelledOn(network, id, leg))
            : new LiveLeg(leg.Departure, leg.Arrival, "road", null, null);
    }

    private static bool Calls(RunTimes run, int call, string hubId) => call < run.Calls.Count && run.Calls[call].HubId == hubId;

    private static Delay? Said(NetworkSnapshot network, RunId id, Leg leg) =>
        network.Facts.Run(id).DelayAt(leg.ToCall) is { Minutes: > 0 } delay ? delay : null;

    private static Cancellation? CancelledOn(NetworkSnapshot network, RunId id, Leg leg) =>
        network.Facts.Run(id).Cancelled is { } cancelled && leg.ToCall > cancelled.FromCall ? cancelled : null;
}
