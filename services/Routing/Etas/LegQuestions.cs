using Logistics.Routing.Etas.Learning;
using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using NodaTime;

namespace Logistics.Routing.Etas;

/// <summary>Legs as history is asked about them.</summary>
internal static class LegQuestions
{
    // The planned start, not the live one: a leg that is later by a minute must never be told to arrive earlier for it.
    internal static LegQuestion Planned(NetworkSnapshot network, IReadOnlyList<Leg> legs, int i, LiveLeg live) => new(
        legs[i].FromHubId, legs[i].ToHubId, live.Mode, legs[i].Departure.InZone(network.Facts.ZoneOf(legs[i].FromHubId) ?? DateTimeZone.Utc).ToOffsetDateTime(),
        Minutes(legs[i]), i + 1, (legs[i].Departure - legs[0].Departure).TotalMinutes);

    /// <summary>A leg that is ridden in place of planned ones.</summary>
    internal static LegQuestion Unplanned(NetworkSnapshot network, Leg leg) => new(
        leg.FromHubId, leg.ToHubId, LiveLeg.Of(network, leg).Mode, leg.Departure.WithOffset(Offset.Zero), Minutes(leg), 1, 0);

    private static double Minutes(Leg leg) => Math.Max(1, (leg.Arrival - leg.Departure).TotalMinutes);
}
