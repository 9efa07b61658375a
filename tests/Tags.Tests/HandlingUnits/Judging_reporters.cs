using FluentAssertions;
using Logistics.EventStore;
using Logistics.Specs;
using Logistics.Tags.HandlingUnits;
using NodaTime;
using Xunit;

namespace Logistics.Tags.Tests.HandlingUnits;

/// <summary>Somebody said where a unit is while nobody knew it.</summary>
public sealed class Judging_reporters
{
    [Fact]
    public void What_a_stranger_said_before_the_booking_does_not_count()
        => Given(In("truck", 3), In("truck", 1)).When(u => Judge(u, "org-lenne")).Then(Doubted(1)).Stays.Should().BeEmpty();

    [Fact]
    public void Counts_until_somebody_books_it() => Given(In("truck", 1)).When(u => Judge(u)).ThenNothing();

    [Fact]
    public void A_party_said_it_so_it_counts() => Given(In("truck", 1)).When(u => Judge(u, "org-lenne", "org-rival")).ThenNothing();

    [Fact]
    public void So_does_what_the_owner_of_a_tag_on_it_said()
        => Given(In("truck", 1)).When(u => UnitDecider.Judge(u, ["org-lenne"], ["org-rival"])).ThenNothing();

    [Fact]
    public void Again_judges_nothing() => Given(In("truck", 1), Doubted(1)).When(u => Judge(u, "org-lenne")).ThenNothing();

    [Fact]
    public void Who_becomes_a_party_is_heeded_again() => Given(In("truck", 1), Doubted(1)).When(u => Judge(u, "org-lenne", "org-rival"))
        .Then(Doubted(1) with { Counts = true }).Stays.Should().ContainSingle();

    [Fact]
    public void What_a_party_said_since_stands_whatever_becomes_of_it()
        => Given(In("truck", 1) with { Provisional = false }).When(u => Judge(u, "org-lenne")).ThenNothing();

    [Fact]
    public void What_the_stranger_hid_comes_to_light()
        => Given(In("pallet", 1) with { Provisional = false }, In("truck", 3)).When(u => Judge(u, "org-lenne")).Then(Doubted(3))
            .Stays.Should().Equal(new Stay("pallet", At(1).ToInstant(), Instant.MaxValue));

    [Fact]
    public void A_party_says_what_the_stranger_said_and_it_counts()
        => Given(In("truck", 1), Doubted(1)).When(u => Record(u, "org-lenne", false))
            .Then(In("truck", 1) with { ReportedBy = "org-lenne", Provisional = false }).Stays.Should().ContainSingle();

    [Fact]
    public void The_stranger_says_nothing_new()
    {
        Given(In("truck", 1)).When(u => Record(u, "org-rival", true)).ThenNothing();
        Given(In("truck", 1) with { Provisional = false }).When(u => Record(u, "org-rival", true)).ThenNothing();
    }

    [Fact]
    public void Inside_of_itself_is_refused_whoever_is_doubted_later()
    {
        var pallet = new Nesting(unit => unit == "pallet" ? [new("carton", At(5).ToInstant(), Instant.MaxValue)] : []);
        Given(In("truck", 3)).When(u => UnitDecider.Record(u, "carton", new("pallet", At(1), true, null, "org-lenne"), pallet, 0)).ThenRefused("aggregation-circle");
    }

    private static Given<HandlingUnit> Given(params object[] events) => new(HandlingUnit.Stream, events);

    private static Decision Judge(HandlingUnit unit, params string[] parties) => UnitDecider.Judge(unit, parties, []);

    private static Decision Record(HandlingUnit unit, string by, bool provisional)
        => UnitDecider.Record(unit, "carton", new("truck", At(1), true, "packing", by) { Provisional = provisional }, new(_ => []), 0);

    private static UnitAggregated In(string parent, int hour) => new(parent, At(hour), "packing", "org-rival") { Provisional = true };

    private static UnitReporterJudged Doubted(int from) => new("org-rival", false, At(from).ToInstant());

    private static OffsetDateTime At(int hour) => new LocalDateTime(2026, 11, 20, hour + 1, 0).WithOffset(Offset.FromHours(1));
}
