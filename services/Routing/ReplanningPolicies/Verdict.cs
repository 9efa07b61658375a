using System.Globalization;
using Logistics.Routing.Itineraries;
using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using NodaTime;

namespace Logistics.Routing.ReplanningPolicies;

/// <summary>
/// What the policy of the hub where the connection breaks says of a proposal: all of it is here. Applied by itself where there is
/// time to act, the rest of the way is not dearer than allowed and arrives before the appointment; else a dispatcher is asked, and
/// told why.
/// </summary>
/// <param name="HubId">Whose rule it is; empty where no connection will be missed.</param>
internal sealed record Verdict(bool Applies, string HubId, string Why)
{
    internal static Verdict Of(Policies policies, Itinerary itinerary, Replan replan, NetworkSnapshot network, Instant now)
    {
        if (itinerary.Eta is not { Eta.MissedConnections: [var leg, ..] } eta || eta.ItineraryVersion != itinerary.Version || leg >= replan.Current.Count)
            return new Verdict(false, "", "No connection of the plan in force will be missed.");

        network = network.Knowing(itinerary.Requirement);
        var hub = replan.Current[leg].FromHubId;
        var name = Words.Hub(network, hub);
        var rule = policies.At(hub);
        var shared = replan.Current.Zip(replan.Proposed).TakeWhile(pair => pair.First == pair.Second).Count();
        var fresh = replan.Proposed.FirstOrDefault(it => !replan.Current.Any(it.RidesLike));
        if (!rule.Automatic) return Left($"The policy at {name} leaves it to a dispatcher.");
        if (itinerary.Holds.Values.Where(hold => hold.Held).Select(hold => hold.Kind).ToList() is { Count: > 0 } holds)
            return Left($"The shipment is held ({Words.List(holds)}): when it may go on is not known.");
        if (fresh is null) return Left("There is no other way to take.");
        if (itinerary.RenewedByPolicyAt is { } last && now - last < Duration.FromMinutes(rule.RestMinutes))
            return Left($"The plan was renewed by policy {Words.Span(now - last)} ago; the policy at {name} wants {rule.RestMinutes} min in between.");

        var (toAct, spare) = (fresh.Departure - now, itinerary.Requirement!.ArriveBy - Available(network, replan.Proposed[^1]));
        var dearer = Cost(network, itinerary, replan.Proposed.Skip(shared)) - Cost(network, itinerary, replan.Current.Skip(shared));
        if (toAct < Duration.FromMinutes(rule.MinMinutesToAct))
            return Left($"There are {Words.Span(toAct)} to act; the policy at {name} wants {rule.MinMinutesToAct}.");
        if (spare < Duration.Zero) return Left($"It would arrive {Words.Span(spare)} after the appointment.");
        return dearer > rule.MaxExtraCost
            ? Left($"It is {Money(dearer)} dearer; the policy at {name} allows {Money(rule.MaxExtraCost)}.")
            : new Verdict(true, hub, $"Renewed by the policy at {name}, where a connection would be missed: {Words.Span(toAct)} to act, "
                + $"{(dearer > 0 ? $"{Money(dearer)} dearer" : "no dearer")}, {Words.Span(spare)} before the appointment.");

        Verdict Left(string why) => new(false, hub, why);
    }

    private static Instant Available(NetworkSnapshot network, Leg last) =>
        last.Arrival + Duration.FromMinutes(network.Facts.Hubs[last.ToHubId].HandlingMinutes ?? 0);

    private static decimal Cost(NetworkSnapshot network, Itinerary itinerary, IEnumerable<Leg> legs) =>
        legs.Sum(new FreightPrice(network, itinerary.Requirement!.WeightKg).Of);

    private static string Money(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);
}
