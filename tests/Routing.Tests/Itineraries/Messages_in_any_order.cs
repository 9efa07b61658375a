using FluentAssertions;
using Logistics.EventStore;
using Logistics.Routing.Itineraries;
using Xunit;
using static Logistics.Routing.Tests.SmallNetwork;

namespace Logistics.Routing.Tests.Itineraries;

/// <summary>Retries and competing consumers reorder and repeat what Shipments tells: it comes to the same.</summary>
public sealed class Messages_in_any_order
{
    private static readonly Requirement Wanted = new("DEDTM", "DEHAG", At("05:00"), At("10:00"), 100, false);

    private static readonly Func<Itinerary, Decision>[] Messages =
    [
        it => ItineraryDecider.Request(it, "shp-1", Wanted),
        it => ItineraryDecider.Amend(it, new RequirementAmended("shp-1", new Amendment { WeightKg = 200, ArriveBy = At("11:00") }, 4)),
        it => ItineraryDecider.NoteActual(it, new ActualNoted("shp-1", "departed", "DEDTM", 0, At("06:00"), 60, 5)),
        it => ItineraryDecider.Amend(it, new RequirementAmended("shp-1", new Amendment { WeightKg = 300 }, 6)),
        it => ItineraryDecider.RetractActual(it, new ActualRetracted("shp-1", "departed", "DEDTM", 0, 7)),
        it => ItineraryDecider.NoteActual(it, new ActualNoted("shp-1", "departed", "DEDTM", 0, At("06:20"), 60, 8)),
        it => ItineraryDecider.Close(it, "shp-1", "delivered", At("09:00"), 9),
        it => ItineraryDecider.Reopen(it, "shp-1", At("09:30"), 11),
    ];

    [Fact]
    public void Come_to_the_same()
    {
        var outcomes = Orders(Messages.Length).Select(order => order.SelectMany(i => new[] { i, i }).Aggregate(Itinerary.None, Take)).Select(Seen).Distinct();

        outcomes.Should().Equal((Wanted with { WeightKg = 300, ArriveBy = At("11:00") }, At("06:20"), false));
    }

    private static Itinerary Take(Itinerary itinerary, int message) =>
        ((Decision.Accepted)Messages[message](itinerary)).Events.Aggregate(itinerary, Itinerary.Evolve);

    private static (Requirement? Wanted, NodaTime.Instant? Left, bool Closed) Seen(Itinerary it) => (it.Requirement, it.Of("departed", 0)?.At, it.Closed);

    private static IEnumerable<int[]> Orders(int count) => count == 0
        ? [[]]
        : Orders(count - 1).SelectMany(order => Enumerable.Range(0, count).Select(at => (int[])[.. order[..at], count - 1, .. order[at..]]));
}
