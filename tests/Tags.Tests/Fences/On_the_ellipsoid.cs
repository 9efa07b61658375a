using FluentAssertions;
using Logistics.Tags.Fences;
using Logistics.Tags.Journal;
using NodaTime;
using Xunit;

namespace Logistics.Tags.Tests.Fences;

public sealed class On_the_ellipsoid
{
    private static readonly Instant At = Instant.FromUtc(2026, 11, 20, 6, 0);

    /// <summary>Vincenty's own check: Flinders Peak to Buninyong is 54,972.271 m at 306°52′05.37″.</summary>
    [Fact]
    public void Distances_are_those_of_the_surveyors()
    {
        var (metres, azimuth) = Earth.Inverse(new(-37.95103341666667, 144.42486788888888), new(-37.65282113888889, 143.92649552777777));
        metres.Should().BeApproximately(54_972.271, 0.5, "the points are published on a sister ellipsoid");
        (azimuth * 180 / Math.PI).Should().BeApproximately(306.8681583 - 360, 1e-4);
    }

    [Theory]
    [InlineData(0, 0, 0, 1, 111_319.491)]
    [InlineData(0, 0, 1, 0, 110_574.389)]
    [InlineData(0, 179.5, 0, -179.5, 111_319.491)]
    [InlineData(89.5, 0, 89.5, 180, 111_693.951)]
    [InlineData(12, 34, 12, 34, 0)]
    public void A_degree_is_as_long_as_it_is_there(double fromLatitude, double fromLongitude, double toLatitude, double toLongitude, double metres)
        => Earth.Inverse(new(fromLatitude, fromLongitude), new(toLatitude, toLongitude)).Metres.Should().BeApproximately(metres, 0.01);

    [Fact]
    public void Opposite_points_are_as_far_as_can_be() => Earth.Inverse(new(0, 0), new(0.1, 179.9)).Metres.Should().BeGreaterThan(19_900_000);

    /// <summary>A degree of longitude is 69 km long in Dortmund: who takes degrees for metres is wrong by a third.</summary>
    [Theory]
    [InlineData(51.514, 7.466)]
    [InlineData(-16.5, 179.9999)]
    [InlineData(78.22, 15.65)]
    [InlineData(89.9999, 0)]
    public void A_circle_is_as_wide_as_it_is_high(double latitude, double longitude)
    {
        var fence = new Fence("DEDTM", FenceShape.Circle(new(latitude, longitude), 500));
        foreach (var azimuth in Enumerable.Range(0, 36).Select(turn => turn * 10))
        {
            fence.IsInside(fence.InPlane(Walk.From(new(latitude, longitude), azimuth, 499))).Should().BeTrue();
            fence.IsInside(fence.InPlane(Walk.From(new(latitude, longitude), azimuth, 501))).Should().BeFalse();
            fence.IsAround(fence.InPlane(Walk.From(new(latitude, longitude), azimuth, 529))).Should().BeTrue();
            fence.IsAround(fence.InPlane(Walk.From(new(latitude, longitude), azimuth, 531))).Should().BeFalse();
        }
    }

    [Theory]
    [InlineData("-17,179.99 -17,-179.99 -16.99,-179.99 -16.99,179.99", -16.995, 180, true)]
    [InlineData("-17,179.99 -17,-179.99 -16.99,-179.99 -16.99,179.99", -16.995, -179.995, true)]
    [InlineData("-17,179.99 -17,-179.99 -16.99,-179.99 -16.99,179.99", -16.995, -179.98, false)]
    [InlineData("-17,179.99 -17,-179.99 -16.99,-179.99 -16.99,179.99", -16.995, 0, false)]
    [InlineData("89.99,0 89.99,120 89.99,-120", 90, 77, true)]
    [InlineData("89.99,0 89.99,120 89.99,-120", 89.99, 60, false)]
    public void A_fence_across_a_seam_of_the_map_has_none(string corners, double latitude, double longitude, bool inside)
    {
        var map = FenceMap.Of([new("PLACE", At, FenceShape.Polygon(Drawing_a_fence.Points(corners), 0))]);
        (map.Locate(new(latitude, longitude), At) is { Inside: true }).Should().Be(inside);
    }

    [Fact]
    public void What_lies_in_a_hole_is_outside_and_a_way_across_it_leaves_and_comes_back()
    {
        var yard = FenceShape.Polygon(Drawing_a_fence.Points("51,7 51,7.01 51.01,7.01 51.01,7"), 0) with { Holes = [Drawing_a_fence.Points("51.002,7.002 51.002,7.008 51.008,7.008 51.008,7.002")] };
        var map = FenceMap.Of([new("YARD", At, yard)]);
        (map.Locate(new(51.001, 7.005), At) is { Inside: true }, map.Locate(new(51.005, 7.005), At)).Should().Be((true, null));

        var crossings = FenceCrossings.Between(new(At, new(51.001, 7.005)), new(At + Duration.FromMinutes(9), new(51.009, 7.005)), map);

        crossings.Select(c => (Math.Round(c.Share, 3), c.Enters)).Should().Equal((0.125, false), (0.875, true));
    }

    [Fact]
    public void Only_fences_in_force_count_and_of_several_the_smallest()
    {
        GeoPoint middle = new(51.514, 7.466);
        var map = FenceMap.Of(
        [
            new("PORT", At, FenceShape.Circle(middle, 2_000)), new("YARD", At + Duration.FromHours(1), FenceShape.Circle(middle, 300)),
            new("YARD", At + Duration.FromHours(2), null),
        ]);
        string? Where(int minutes) => map.Locate(middle, At + Duration.FromMinutes(minutes))?.Fence.LocationId;
        new[] { Where(-1), Where(0), Where(60), Where(119), Where(120) }.Should().Equal(null, "PORT", "YARD", "YARD", "PORT");
    }
}
