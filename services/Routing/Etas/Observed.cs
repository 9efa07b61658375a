using Logistics.Routing.Itineraries;

namespace Logistics.Routing.Etas;

/// <summary>How far the goods are, from what was observed; reads go missing, so a later milestone implies the earlier ones.</summary>
internal static class Observed
{
    /// <summary>The farthest along the itinerary, unless they were seen elsewhere after it; null where nothing was observed.</summary>
    internal static Actual? Last(Itinerary itinerary)
    {
        var farthest = itinerary.Actuals.Values
            .Where(actual => actual.LegIndex >= 0 && actual.LegIndex < itinerary.Legs!.Count)
            .MaxBy(Step);
        var elsewhere = itinerary.Actuals.Values.Where(actual => IsElsewhere(actual, itinerary)).MaxBy(actual => actual.At);
        return elsewhere is not null && (farthest is null || elsewhere.At > farthest.At) ? elsewhere : farthest;
    }

    // That goods have come to where their first leg begins is no milestone of a leg, and no reason to go another way.
    private static bool IsElsewhere(Actual actual, Itinerary itinerary) => actual.LegIndex < 0
        && itinerary.Legs!.All(leg => leg.FromHubId != actual.HubId && leg.ToHubId != actual.HubId);

    internal static bool Passed(Actual last, int leg, string kind) => Step(last) >= Step(leg, kind);

    private static int Step(Actual actual) => Step(actual.LegIndex, actual.Kind);

    private static int Step(int leg, string kind) => (2 * leg) + (kind == Itinerary.Arrived ? 1 : 0);
}
