using FluentAssertions;
using Logistics.Routing.Etas;
using Logistics.Routing.Itineraries;
using Logistics.Routing.Planning;
using Logistics.Specs;
using NodaTime;
using Xunit;
using static Logistics.Routing.Tests.SmallNetwork;

namespace Logistics.Routing.Tests.Itineraries;

public sealed class Deciding_on_an_itinerary
{
    private static readonly Requirement Wanted = new("DEDTM", "DEHAG", At("05:00"), At("10:00"), 100, false);
    private static readonly ItineraryRequested Requested = new("shp-1", Wanted);
    private static readonly Leg Carried = new("org-carrier", "line", Monday, "DEDTM", "DEHAG", 0, 1, At("06:00"), At("06:30"));
    private static readonly ItineraryPlanned Planned = new("shp-1", 1, [Carried], "Because.");
    private static readonly ItineraryClosed Closed = new("shp-1", "delivered", At("09:00")) { SourceVersion = 9 };
    private static readonly Plan Found = new Plan.Found([Carried], "Because.");
    private static readonly Plan Full = new Plan.None(Constraints.Capacity, "No room at 6.");

    [Fact]
    public void A_booking_is_taken_up() => Given().When(it => ItineraryDecider.Request(it, "shp-1", Wanted)).Then(Requested);

    [Fact]
    public void A_booking_again_records_nothing() => Given(Requested).When(it => ItineraryDecider.Request(it, "shp-1", Wanted)).ThenNothing();

    [Fact]
    public void The_first_plan_is_version_1() => Given(Requested).When(it => ItineraryDecider.Assign(it, "shp-1", Found)).Then(Planned);

    [Fact]
    public void What_is_planned_is_not_planned_again() =>
        Given(Requested, Planned).When(it => ItineraryDecider.Assign(it, "shp-1", Found)).ThenNothing();

    [Fact]
    public void No_way_is_said_once() =>
        Given(Requested, new NoItineraryFound("shp-1", Constraints.Capacity, "No room at 5.")).When(it => ItineraryDecider.Assign(it, "shp-1", Full)).ThenNothing();

    [Fact]
    public void Another_obstacle_is_news() => Given(Requested, new NoItineraryFound("shp-1", Constraints.Network, "No line."))
        .When(it => ItineraryDecider.Assign(it, "shp-1", Full))
        .Then(new NoItineraryFound("shp-1", Constraints.Capacity, "No room at 6."));

    [Fact]
    public void A_way_found_later_ends_the_waiting() => Given(Requested, new NoItineraryFound("shp-1", Constraints.Network, "No line."))
        .When(it => ItineraryDecider.Assign(it, "shp-1", Found))
        .Then(Planned)
        .Waiting.Should().BeFalse();

    [Fact]
    public void A_shipment_closed_before_its_booking_came_is_never_planned() => Given(Closed, Requested)
        .When(it => ItineraryDecider.Assign(it, "shp-1", Found))
        .ThenNothing();

    [Fact]
    public void An_actual_before_the_booking_is_kept() => Given()
        .When(it => ItineraryDecider.NoteActual(it, Left("06:01", 5))).Then(Left("06:01", 5))
        .Of("departed", 0)!.At.Should().Be(At("06:01"));

    [Fact]
    public void Later_evidence_replaces_and_earlier_is_ignored()
    {
        Given(Left("06:01", 5)).When(it => ItineraryDecider.NoteActual(it, Left("06:03", 6))).Then(Left("06:03", 6));
        Given(Left("06:01", 5)).When(it => ItineraryDecider.NoteActual(it, Left("06:00", 4))).ThenNothing();
        Given(Left("06:01", 5)).When(it => ItineraryDecider.NoteActual(it, Left("06:01", 5))).ThenNothing();
    }

    [Fact]
    public void The_first_estimate_is_told_and_half_a_minute_is_not()
    {
        Given(Requested, Planned).When(Revise("06:30:00")).Then(Revised("06:30:00"));
        Given(Requested, Planned, Revised("06:30:00")).When(Revise("06:30:59")).ThenNothing();
        Given(Requested, Planned, Revised("06:30:00")).When(Revise("06:31:00")).Then(Revised("06:31:00"));
    }

    [Fact]
    public void A_connection_that_will_be_missed_is_told_even_at_the_same_time() => Given(Requested, Planned, Revised("06:30:00"))
        .When(it => ItineraryDecider.ReviseEta(it, "shp-1", EtaAt("06:30:00") with { MissedConnections = [0] }, At("05:00")))
        .Then(Revised("06:30:00") with { Eta = EtaAt("06:30:00") with { MissedConnections = [0] } });

    [Fact]
    public void A_closed_itinerary_is_estimated_no_more() => Given(Requested, Planned, Closed).When(Revise("06:30:00")).ThenNothing();

    private static ActualNoted Left(string at, long version) => new("shp-1", "departed", "DEDTM", 0, At(at), 60, version);

    private static Eta EtaAt(string time) => new(
        Spread.Certain(At(time[..5]) + Duration.FromSeconds(int.Parse(time[6..], null))), [], [], ["On plan."]);

    private static EtaRevised Revised(string time) => new("shp-1", 1, EtaAt(time), At("05:00"));

    private static Func<Itinerary, EventStore.Decision> Revise(string time) =>
        it => ItineraryDecider.ReviseEta(it, "shp-1", EtaAt(time), At("05:00"));

    private static Given<Itinerary> Given(params object[] events) => new(ItineraryDecider.Stream, events);
}
