using FluentAssertions;
using Logistics.Specs;
using Xunit;
using Xunit.Sdk;

namespace Logistics.EventStore.Tests;

public sealed class TheSpecs() : DeciderSpec<Parcel>(Parcel.Stream)
{
    [Fact]
    public void Hold_for_the_right_events() => Given(Store.Booked()).When(Move).Then(Store.Moved("Hamm")).Place.Should().Be("Hamm");

    [Fact]
    public void Hold_for_the_right_refusal() => GivenNothing().When(Move).ThenRefused("not-booked");

    [Fact]
    public void Hold_for_nothing_to_do() => Given(Store.Booked()).And(Store.Moved("Hamm")).When(Move).ThenNothing();

    [Fact]
    public void Fail_for_anything_else()
    {
        Fails(() => Given(Store.Booked()).When(Move).Then(Store.Moved("Unna")));
        Fails(() => Given(Store.Booked()).When(Move).Then());
        Fails(() => Given(Store.Booked()).When(Move).ThenNothing());
        Fails(() => Given(Store.Booked()).When(Move).ThenRefused("not-booked"));
        Fails(() => GivenNothing().When(Move).ThenRefused("too-heavy"));
        Fails(() => GivenNothing().When(Move).ThenNothing());
    }

    private static Decision Move(Parcel parcel) => parcel switch
    {
        { Booked: 0 } => Decision.Refuse("not-booked", "Book it first."),
        { Place: "Hamm" } => Decision.Nothing,
        _ => Decision.Accept(Store.Moved("Hamm")),
    };

    private static void Fails(Action spec) => spec.Should().Throw<XunitException>();
}
