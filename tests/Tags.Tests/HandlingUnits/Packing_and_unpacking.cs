using FluentAssertions;
using Logistics.EventStore;
using Logistics.Specs;
using Logistics.Tags.HandlingUnits;
using NodaTime;
using Xunit;

namespace Logistics.Tags.Tests.HandlingUnits;

public sealed class Packing_and_unpacking
{
    private static readonly Nesting Nothing = new(_ => []);

    [Fact]
    public void A_unit_is_put_into_another_and_taken_out()
    {
        Given().When(u => Record(u, "pallet", 1)).Then(In("pallet", 1));
        Given(In("pallet", 1)).When(u => Record(u, "pallet", 5, adds: false)).Then(Out("pallet", 5));
        Stays(In("pallet", 1), Out("pallet", 5)).Should().Equal(("pallet", 1, 5));
    }

    [Fact]
    public void Again_records_nothing()
    {
        Given(In("pallet", 1)).When(u => Record(u, "pallet", 1)).ThenNothing();
        Given(In("pallet", 1), Out("pallet", 5)).When(u => Record(u, "pallet", 5, adds: false)).ThenNothing();
    }

    [Fact]
    public void Put_into_the_next_it_has_left_the_last()
        => Stays(In("pallet", 1), In("truck", 3), Out("pallet", 4)).Should().Equal(("pallet", 1, 3), ("truck", 3, null));

    [Fact]
    public void What_is_told_late_takes_its_place()
        => Stays(In("truck", 3), Out("pallet", 2), In("pallet", 1)).Should().Equal(("pallet", 1, 2), ("truck", 3, null));

    [Fact]
    public void What_is_undone_at_the_same_instant_never_was()
        => Stays(In("pallet", 1), In("truck", 3), Out("truck", 3)).Should().Equal(("pallet", 1, null));

    [Fact]
    public void Moved_at_one_instant_it_is_in_the_next_one()
        => Stays(In("pallet", 1), Out("pallet", 3), In("truck", 3)).Should().Equal(("pallet", 1, 3), ("truck", 3, null));

    [Fact]
    public void Taken_out_of_what_it_is_not_in_says_nothing()
        => Stays(In("pallet", 1), Out("truck", 2)).Should().Equal(("pallet", 1, null));

    [Fact]
    public void Inside_of_itself_is_refused_whenever_that_would_be()
    {
        var palletInCarton = new Nesting(unit => unit == "pallet" ? [new("carton", At(2).ToInstant(), At(4).ToInstant())] : []);
        Given().When(u => Record(u, "carton", 1)).ThenRefused("aggregation-circle");
        Given().When(u => Record(u, "pallet", 1, nesting: palletInCarton)).ThenRefused("aggregation-circle");
        Given().When(u => Record(u, "pallet", 4, nesting: palletInCarton)).Then(In("pallet", 4));
        Given(In("shelf", 2)).When(u => Record(u, "pallet", 1, nesting: palletInCarton)).Then(In("pallet", 1));
    }

    [Fact]
    public void Too_deep_is_refused()
    {
        var chain = new Nesting(unit => int.Parse(unit) < 7 ? [new($"{int.Parse(unit) + 1}", At(0).ToInstant(), Instant.MaxValue)] : []);
        Given().When(u => Record(u, "0", 1, nesting: chain)).Then(In("0", 1));
        Given().When(u => Record(u, "0", 1, nesting: chain, height: 1)).ThenRefused("aggregation-too-deep");
        Given().When(u => Record(u, "1", 1, nesting: chain, height: 1)).Then(In("1", 1));
    }

    private static Given<HandlingUnit> Given(params object[] events) => new(HandlingUnit.Stream, events);

    private static Decision Record(HandlingUnit unit, string parent, int hour, bool adds = true, Nesting? nesting = null, int height = 0)
        => UnitDecider.Record(unit, "carton", new(parent, At(hour), adds, "packing", "org-lenne"), nesting ?? Nothing, height);

    private static UnitAggregated In(string parent, int hour) => new(parent, At(hour), "packing", "org-lenne");

    private static UnitDisaggregated Out(string parent, int hour) => new(parent, At(hour), "packing", "org-lenne");

    private static IEnumerable<(string Parent, int From, int? Until)> Stays(params object[] events) => Stay.Of(Given(events).State.Facts)
        .Select(s => (s.ParentId, Hour(s.From), s.Until == Instant.MaxValue ? (int?)null : Hour(s.Until)));

    private static OffsetDateTime At(int hour) => new LocalDateTime(2026, 11, 20, hour + 1, 0).WithOffset(Offset.FromHours(1));

    private static int Hour(Instant at) => at.InUtc().Hour;
}
