using FluentAssertions;
using Logistics.Routing.Itineraries;
using Logistics.Routing.Planning;
using Logistics.Specs;
using Xunit;
using static Logistics.Routing.Tests.SmallNetwork;

namespace Logistics.Routing.Tests.Itineraries;

public sealed class Ending_an_itinerary
{
    private static readonly Leg Carried = new("org-carrier", "line", Monday, "DEDTM", "DEHAG", 0, 1, At("06:00"), At("06:30"));
    private static readonly ItineraryRequested Requested = new("shp-1", new Requirement("DEDTM", "DEHAG", At("05:00"), At("10:00"), 100, false));
    private static readonly ItineraryPlanned Planned = new("shp-1", 1, [Carried], "Because.");
    private static readonly ItineraryClosed Closed = new("shp-1", "delivered", At("09:00")) { SourceVersion = 9 };
    private static readonly ItineraryReopened Reopened = new("shp-1", At("10:00"), At("09:30"), 11);

    [Fact]
    public void Closing_again_records_nothing() => Given(Requested, Closed).When(Close(9)).ThenNothing();

    [Fact]
    public void An_end_that_did_not_occur_is_open_again_and_its_plan_must_be_confirmed() => Given(Requested, Planned, Closed)
        .When(Reopen(11)).Then(Reopened)
        .Should().Match<Itinerary>(it => !it.Closed && it.Waiting && it.Legs != null);

    [Fact]
    public void Reopening_again_records_nothing() => Given(Requested, Planned, Closed, Reopened).When(Reopen(11)).ThenNothing();

    [Fact]
    public void An_end_that_comes_after_its_reopening_is_over() => Given(Requested, Planned)
        .When(Reopen(11)).Then(Reopened)
        .Waiting.Should().BeTrue();

    [Fact]
    public void And_then_records_nothing() => Given(Requested, Planned, Reopened).When(Close(9)).ThenNothing();

    [Fact]
    public void The_next_end_counts() => Given(Requested, Planned, Closed, Reopened)
        .When(Close(14)).Then(Closed with { SourceVersion = 14 })
        .Closed.Should().BeTrue();

    [Fact]
    public void A_reopening_between_two_ends_that_comes_last_opens_nothing() =>
        Given(Requested, Planned, Closed, Closed with { SourceVersion = 14 }).When(Reopen(11)).ThenNothing();

    private static Func<Itinerary, EventStore.Decision> Close(long version) => it => ItineraryDecider.Close(it, "shp-1", "delivered", At("09:00"), version);

    private static Func<Itinerary, EventStore.Decision> Reopen(long version) => it => ItineraryDecider.Reopen(it, "shp-1", At("09:30"), version);

    private static Given<Itinerary> Given(params object[] events) => new(ItineraryDecider.Stream, events);
}
