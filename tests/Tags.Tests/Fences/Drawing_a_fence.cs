using FluentAssertions;
using Logistics.EventStore;
using Logistics.Specs;
using Logistics.Tags.BusinessLocations;
using Logistics.Tags.Fences;
using Logistics.Tags.Journal;
using NodaTime;
using Xunit;

namespace Logistics.Tags.Tests.Fences;

public sealed class Drawing_a_fence
{
    private static readonly OffsetDateTime Noon = new LocalDateTime(2026, 11, 20, 12, 0).WithOffset(Offset.Zero);
    private static readonly OffsetDateTime Evening = Noon.PlusHours(6);
    private static readonly FenceShape Yard = FenceShape.Circle(new(51.514, 7.466), 400);
    private static readonly FenceShape Larger = FenceShape.Circle(new(51.514, 7.466), 600);

    [Fact]
    public void Records_it() => Given().When(Draw(Yard, Noon)).Then(Drawn(Yard, Noon));

    [Fact]
    public void Again_records_nothing() => Given(Drawn(Yard, Noon)).When(Draw(Yard, Evening)).ThenNothing();

    [Fact]
    public void Anew_replaces_it_from_then_on() => Given(Drawn(Yard, Noon)).When(Draw(Larger, Evening)).Then(Drawn(Larger, Evening));

    [Fact]
    public void Earlier_than_another_one_is_no_repetition() => Given(Drawn(Yard, Noon), Drawn(Larger, Evening)).When(Draw(Yard, Noon)).Then(Drawn(Yard, Noon));

    [Fact]
    public void Removing_it_records_that_once()
    {
        Given(Drawn(Yard, Noon)).When(l => FenceDecider.Remove(l, "DEDTM", Evening)).Then(new FenceRemoved("DEDTM", Evening));
        Given(Drawn(Yard, Noon), new FenceRemoved("DEDTM", Evening)).When(l => FenceDecider.Remove(l, "DEDTM", Evening)).ThenNothing();
        Given().When(l => FenceDecider.Remove(l, "DEDTM", Evening)).ThenNothing();
    }

    [Fact]
    public void A_bow_tie_is_refused_and_says_where_it_crosses() => FenceCheck.Of(FenceShape.Polygon([new(51, 7), new(51.01, 7.01), new(51.01, 7), new(51, 7.01)]))
        .Should().Match<Refusal>(r => r.Reason == "fence-crosses-itself" && r.Detail.Contains("self-intersection near corner"));

    [Theory]
    [InlineData("fence-malformed", "51,7 51,7.01")]
    [InlineData("fence-malformed", "51,7 51,7.01 51,7")]
    [InlineData("fence-too-small", "51,7 51,7.00001 51.00001,7")]
    [InlineData("fence-too-large", "51,7 51,9 52,8")]
    [InlineData("fence-crosses-itself", "51,7 51,7.01 51.01,7.01 51,7.01 51.01,7")]
    public void What_is_no_place_is_refused(string reason, string corners)
        => FenceCheck.Of(FenceShape.Polygon(Points(corners)))!.Reason.Should().Be(reason);

    [Theory]
    [InlineData("51,7 51,7.01 51.01,7")]
    [InlineData("51,7 51,7.01 51.01,7 51,7")]
    [InlineData("-17,179.99 -17,-179.99 -16.99,-179.99 -16.99,179.99")]
    [InlineData("89.99,0 89.99,120 89.99,-120")]
    public void A_polygon_may_be_closed_and_lie_across_the_antimeridian_or_a_pole(string corners)
        => FenceCheck.Of(FenceShape.Polygon(Points(corners))).Should().BeNull();

    [Theory]
    [InlineData("51.002,7.002 51.002,7.008 51.008,7.008 51.008,7.002", null)]
    [InlineData("51.002,7.002 51.008,7.008 51.008,7.002 51.002,7.002", null)]
    [InlineData("51.002,7.002 51.008,7.008", "fence-malformed")]
    [InlineData("51.002,7.002 51.002,7.02 51.008,7.02 51.008,7.002", "fence-crosses-itself")]
    [InlineData("52.002,7.002 52.002,7.008 52.008,7.008", "fence-crosses-itself")]
    [InlineData("51.0001,7.0001 51.0001,7.0099 51.0099,7.0099 51.0099,7.0001|51.002,7.002 51.002,7.003 51.003,7.003", "fence-crosses-itself")]
    public void A_hole_lies_within_and_apart(string holes, string? reason)
    {
        var yard = FenceShape.Polygon(Points("51,7 51,7.01 51.01,7.01 51.01,7")) with { Holes = [.. holes.Split('|').Select(Points)] };
        FenceCheck.Of(yard)?.Reason.Should().Be(reason);
        (FenceCheck.Of(yard) is null).Should().Be(reason is null);
    }

    [Fact]
    public void With_other_holes_it_is_another_fence()
    {
        FenceShape Yard(string hole) => FenceShape.Polygon(Points("51,7 51,7.01 51.01,7.01 51.01,7")) with { Holes = [Points(hole)] };
        Given(Drawn(Yard("51.002,7.002 51.002,7.008 51.008,7.008"), Noon)).When(Draw(Yard("51.002,7.002 51.002,7.008 51.008,7.008"), Evening)).ThenNothing();
        var other = Yard("51.003,7.002 51.002,7.008 51.008,7.008");
        Given(Drawn(Yard("51.002,7.002 51.002,7.008 51.008,7.008"), Noon)).When(Draw(other, Evening)).Then(Drawn(other, Evening));
    }

    [Theory]
    [InlineData("fence-too-small", 1)]
    [InlineData("fence-too-large", 60_000)]
    public void A_circle_has_a_radius_of_a_place(string reason, double radius)
        => FenceCheck.Of(FenceShape.Circle(new(51, 7), radius))!.Reason.Should().Be(reason);

    [Fact]
    public void A_margin_is_not_negative() => FenceCheck.Of(FenceShape.Circle(new(51, 7), 100, -1))!.Reason.Should().Be("fence-malformed");

    internal static GeoPoint[] Points(string text) => [.. text.Split(' ').Select(pair => pair.Split(','))
        .Select(p => new GeoPoint(double.Parse(p[0], System.Globalization.CultureInfo.InvariantCulture), double.Parse(p[1], System.Globalization.CultureInfo.InvariantCulture)))];

    private static Given<BusinessLocation> Given(params object[] events) => new(BusinessLocation.Stream, events);

    private static Func<BusinessLocation, Decision> Draw(FenceShape shape, OffsetDateTime from) => l => FenceDecider.Draw(l, "DEDTM", shape, from, "org-hub");

    private static FenceDrawn Drawn(FenceShape shape, OffsetDateTime from) => new("DEDTM", shape, from, "org-hub");
}
