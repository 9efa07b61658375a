using FluentAssertions;
using Logistics.Routing.Itineraries;
using Logistics.Routing.Planning;
using Logistics.Specs;
using Xunit;
using static Logistics.Routing.Tests.SmallNetwork;

namespace Logistics.Routing.Tests.Itineraries;

public sealed class Unsettling_an_itinerary
{
    private static readonly Requirement Wanted = new("DEDTM", "DEHAG", At("05:00"), At("10:00"), 100, false);
    private static readonly Leg Carried = new("org-carrier", "line", Monday, "DEDTM", "DEHAG", 0, 1, At("06:00"), At("06:30"));
    private static readonly ItineraryRequested Requested = new("shp-1", Wanted);
    private static readonly ItineraryPlanned Planned = new("shp-1", 1, [Carried], "Because.");
    private static readonly CarriageDeclined Declined = new("shp-1", "to-1", "org-carrier", "line", Monday, "DEDTM", "DEHAG", "rejected", "Full.");
    private static readonly RequirementAmended Heavier = new("shp-1", new Amendment { WeightKg = 900, ArriveBy = At("11:00") }, 4);
    private static readonly RequirementAmended Heaviest = new("shp-1", new Amendment { WeightKg = 950, Units = 3 }, 6);
    private static readonly ActualNoted Left = new("shp-1", "departed", "DEDTM", 0, At("06:01"), 60, 5);
    private static readonly ActualRetracted NotLeft = new("shp-1", "departed", "DEDTM", 0, 7);

    [Fact]
    public void A_declined_leg_must_be_planned_anew() => Given(Requested, Planned)
        .When(it => ItineraryDecider.Decline(it, Declined)).Then(Declined)
        .Waiting.Should().BeTrue();

    [Fact]
    public void Declined_again_it_records_nothing() =>
        Given(Requested, Planned, Declined).When(it => ItineraryDecider.Decline(it, Declined)).ThenNothing();

    [Fact]
    public void What_an_earlier_plan_wanted_is_kept_and_unsettles_nothing() => Given(Requested, Planned, Planned with { ItineraryVersion = 2, Legs = [Carried with { ServiceId = "other" }] })
        .When(it => ItineraryDecider.Decline(it, Declined)).Then(Declined)
        .Waiting.Should().BeFalse();

    [Fact]
    public void The_next_plan_settles_it() => Given(Requested, Planned, Declined)
        .When(it => ItineraryDecider.Assign(it, "shp-1", new Plan.Found([Carried with { ServiceId = "other" }], "Without it.")))
        .Then(new ItineraryPlanned("shp-1", 2, [Carried with { ServiceId = "other" }], "Without it."))
        .Waiting.Should().BeFalse();

    [Fact]
    public void Without_a_next_plan_it_waits_for_one() => Given(Requested, Planned, Declined)
        .When(it => ItineraryDecider.Assign(it, "shp-1", new Plan.None(Constraints.Declined, "Declined.")))
        .Then(new NoItineraryFound("shp-1", Constraints.Declined, "Declined."))
        .Waiting.Should().BeTrue();

    [Fact]
    public void What_is_amended_replaces_what_was_booked() => Given(Requested, Planned)
        .When(it => ItineraryDecider.Amend(it, Heavier)).Then(Heavier)
        .Requirement.Should().Be(Wanted with { WeightKg = 900, ArriveBy = At("11:00") });

    [Fact]
    public void Amended_again_it_records_nothing() => Given(Requested, Heavier).When(it => ItineraryDecider.Amend(it, Heavier)).ThenNothing();

    [Fact]
    public void Of_two_amendments_the_later_counts_in_whatever_order_they_come()
    {
        var both = Wanted with { WeightKg = 950, Units = 3, ArriveBy = At("11:00") };
        Given(Requested, Heavier).When(it => ItineraryDecider.Amend(it, Heaviest)).Then(Heaviest).Requirement.Should().Be(both);
        Given(Requested, Heaviest).When(it => ItineraryDecider.Amend(it, Heavier)).Then(Heavier).Requirement.Should().Be(both);
        Given(Heavier, Heaviest).When(it => ItineraryDecider.Request(it, "shp-1", Wanted)).Then(Requested).Requirement.Should().Be(both);
    }

    [Fact]
    public void An_actual_that_did_not_occur_is_no_more() => Given(Requested, Planned, Left)
        .When(it => ItineraryDecider.RetractActual(it, NotLeft)).Then(NotLeft)
        .Of("departed", 0).Should().BeNull();

    [Fact]
    public void Retracted_again_it_records_nothing() =>
        Given(Requested, Planned, Left, NotLeft).When(it => ItineraryDecider.RetractActual(it, NotLeft)).ThenNothing();

    [Fact]
    public void A_retraction_before_what_it_takes_back_is_kept()
    {
        Given(Requested, Planned).When(it => ItineraryDecider.RetractActual(it, NotLeft)).Then(NotLeft);
        Given(Requested, Planned, NotLeft).When(it => ItineraryDecider.NoteActual(it, Left)).ThenNothing();
        Given(Requested, Planned, NotLeft).When(it => ItineraryDecider.NoteActual(it, Left with { SourceVersion = 8 })).Then(Left with { SourceVersion = 8 });
    }

    [Fact]
    public void A_retraction_older_than_the_evidence_records_nothing() =>
        Given(Requested, Planned, Left with { SourceVersion = 8 }).When(it => ItineraryDecider.RetractActual(it, NotLeft)).ThenNothing();

    [Fact]
    public void One_of_another_hub_leaves_what_was_noted() => Given(Requested, Planned, Left with { LegIndex = -1 })
        .When(it => ItineraryDecider.RetractActual(it, NotLeft with { LegIndex = -1, HubId = "DEHAM" })).Then(NotLeft with { LegIndex = -1, HubId = "DEHAM" })
        .Of("departed", -1).Should().NotBeNull();

    [Fact]
    public void A_hold_counts_by_its_kind_and_version()
    {
        var held = new HoldNoted("shp-1", "customs", true, At("05:00"), 5);
        var released = held with { Held = false, SourceVersion = 7 };
        Given(Requested).When(it => ItineraryDecider.NoteHold(it, held)).Then(held);
        Given(Requested, held).When(it => ItineraryDecider.NoteHold(it, held)).ThenNothing();
        Given(Requested, released).When(it => ItineraryDecider.NoteHold(it, held)).ThenNothing();
        Given(Requested, released).When(it => ItineraryDecider.NoteHold(it, held with { Kind = "payment" })).Then(held with { Kind = "payment" });
    }

    private static Given<Itinerary> Given(params object[] events) => new(ItineraryDecider.Stream, events);
}
