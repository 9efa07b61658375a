using FluentAssertions;
using Logistics.Specs;
using Logistics.Tags.HandlingUnits;
using Logistics.Tags.Presence;
using NodaTime;
using Xunit;

namespace Logistics.Tags.Tests.HandlingUnits;

/// <summary>What is told of a unit because of what it is inside of.</summary>
public sealed class Following_containers
{
    private static readonly InsideMove Came = Move(10);
    private static readonly InsideMove Left = Move(10, 12);

    [Fact]
    public void What_the_container_did_the_unit_did() => Given().When(u => Follow(u, Came, Left)).Then(Arrived(Came), Departed(Left)).Told.Should().HaveCount(2);

    [Fact]
    public void Again_tells_nothing() => Given(Arrived(Came), Departed(Left)).When(u => Follow(u, Came, Left)).ThenNothing();

    [Fact]
    public void Only_the_departure_of_what_was_put_in_there()
        => Given().When(u => Follow(u, Left)).Then(Departed(Left));

    [Fact]
    public void An_arrival_that_moved_is_amended()
        => Given(Arrived(Came)).When(u => Follow(u, Move(9))).Then(new UnitVisitAmended("pallet", "device:pallet", "DEDTM", "rp-1", Came.Times, Move(9).Times))
            .Told.Should().Equal(Move(9));

    [Fact]
    public void A_departure_that_moved_is_amended_whatever_is_known_of_the_arrival_now()
    {
        var better = Move(9, 13);
        Given(Arrived(Came), Departed(Left)).When(u => Follow(u, Came, better))
            .Then(new UnitVisitAmended("pallet", "device:pallet", "DEDTM", "rp-1", Left.Times with { ArrivedAt = better.Times.ArrivedAt, ArrivedBy = better.Times.ArrivedBy }, better.Times))
            .Told.Should().Equal(Came, better);
        Given(Departed(Left)).When(u => Follow(u, Move(9, 12))).ThenNothing();
    }

    [Fact]
    public void What_it_was_not_inside_of_is_taken_back()
    {
        Given(Arrived(Came), Departed(Left)).When(u => Follow(u, Came))
            .Then(new UnitVisitAmended("pallet", "device:pallet", "DEDTM", "rp-1", Left.Times, Came.Times)).Told.Should().Equal(Came);
        Given(Arrived(Came), Departed(Left)).When(u => Follow(u, Left)).Then(new UnitVisitWithdrawn("pallet", "device:pallet", "DEDTM", Came.Times)).Told.Should().Equal(Left);
    }

    [Fact]
    public void What_was_before_stands() => Given(Arrived(Came)).When(u => UnitDecider.Follow(u, [Left], At(11))).Then(Departed(Left));

    [Fact]
    public void A_move_counts_where_the_unit_was_inside_then()
    {
        var visit = new ToldVisit("pallet", "device:pallet", "DEDTM", "rp-1", Left.Times);
        Inside((11, 24)).Should().Equal(Left);
        Inside((9, 11)).Should().Equal(Came);
        Inside((9, 24)).Should().Equal(Came, Left);
        Inside((9, 11), (12, 13)).Should().Equal(Came, Left);
        Inside((10, 11), (9, 11)).Should().Equal(Came);
        Inside((11, 12)).Should().BeEmpty("it was taken out as the pallet left");

        IEnumerable<InsideMove> Inside(params (int From, int Until)[] during)
            => InsideMove.Of(during.Select(d => new Enclosure(["pallet"], At(d.From), At(d.Until))), _ => [visit]);
    }

    private static Given<HandlingUnit> Given(params object[] events) => new(HandlingUnit.Stream, events);

    private static EventStore.Decision Follow(HandlingUnit unit, params InsideMove[] moves) => UnitDecider.Follow(unit, moves, At(0));

    private static InsideMove Move(int arrived, int? left = null) => new(
        "pallet", "device:pallet", "DEDTM", "rp-1",
        new(Local(arrived), Read(arrived), left is { } hour ? Local(hour) : null, left is { } at ? Read(at) : null));

    private static UnitArrived Arrived(InsideMove m) => new(m.ContainerId, m.TagId, m.HubId, m.ReadPointId, m.Times);

    private static UnitDeparted Departed(InsideMove m) => new(m.ContainerId, m.TagId, m.HubId, m.ReadPointId, m.Times);

    private static ReadReference Read(int hour) => new($"gw-1/ep-1/{hour}", "gw-1", At(hour), 60, At(hour), "00ff");

    private static OffsetDateTime Local(int hour) => At(hour).WithOffset(Offset.FromHours(1));

    private static Instant At(int hour) => Instant.FromUtc(2026, 11, 20, 0, 0) + Duration.FromHours(hour);
}
