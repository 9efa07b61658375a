using FluentAssertions;
using Grpc.Core;
using Logistics.Contracts.Tags;
using Logistics.Tags.V1;
using NodaTime;
using Xunit;
using static Logistics.Tags.Tests.Server.RunningTags;

namespace Logistics.Tags.Tests.Server;

[Trait("Needs", "Servers")]
[Collection(OneRunningTags.Name)]
public sealed class Passing_a_fence(RunningTags tags)
{
    private const string Unit = "034012345000009012";
    private static readonly Instant At = Now - Duration.FromHours(3);

    /// <summary>A hundredth of a degree of latitude is 1,113 m: 500 m of it lie within.</summary>
    [Fact]
    public async Task A_tracker_between_two_fixes_has_arrived_and_departed_and_a_late_fix_amends()
    {
        await tags.Locations.DrawFenceAsync(new() { LocationId = "DEHAM", Fence = Circle(53.5, 9.9, 250), From = Event(At) }, tags.Dispatcher);
        (await tags.Locations.ListFencesAsync(new(), tags.Dispatcher)).Fences.Should().Contain(f => f.LocationId == "DEHAM" && f.Fence.Circle.RadiusMetres == 250);
        var vehicle = await tags.Gateway("gw-fence", "", "vehicle");
        await tags.Attached("fenced", Unit, At, TagKind.Gnss);
        await tags.Posted(vehicle, Fix(1, Min(0), 53.495, 9.9), Fix(2, Min(10), 53.505, 9.9));

        var arrived = await tags.Bus.Hears<HandlingUnitArrived>(m => m.HandlingUnitId == Unit);
        var departed = await tags.Bus.Hears<HandlingUnitDeparted>(m => m.HandlingUnitId == Unit);
        (arrived.HubId, arrived.Interpolated, departed.HubId, departed.Interpolated).Should().Be(("DEHAM", true, "DEHAM", true));
        (arrived.At.Instant - Min(0)).TotalSeconds.Should().BeApproximately(300 - (250 / 1112.6 * 600), 1);
        (departed.At.Instant - Min(0)).TotalSeconds.Should().BeApproximately(300 + (280 / 1112.6 * 600), 1);
        arrived.Evidence.Select(read => read.ReadId[^2..]).Should().Equal("/2", "/1");

        // It stood at the fence's middle for some minutes.
        await tags.Posted(vehicle, Fix(3, Min(2), 53.5, 9.9), Fix(4, Min(8), 53.5, 9.9));
        var amended = await tags.Bus.Hears<HandlingUnitVisitAmended>(m => m.HandlingUnitId == Unit);
        (amended.Was.ArrivalInterpolated, amended.Now.ArrivalInterpolated, amended.Now.DepartureInterpolated).Should().Be((true, true, true));
        amended.Now.ArrivedAt.Instant.Should().BeGreaterThan(Min(1)).And.BeLessThan(Min(2));
        amended.Now.DepartedAt!.Instant.Should().BeGreaterThan(Min(8)).And.BeLessThan(Min(10));
    }

    [Fact]
    public async Task Only_the_operator_draws_a_fence_and_only_one_that_can_be()
    {
        var request = new DrawFenceRequest { LocationId = "DEBRE", Fence = Circle(53.1, 8.8, 300) };
        await Refused.With(StatusCode.PermissionDenied, "permission-denied", async () => await tags.Locations.DrawFenceAsync(request, tags.Shipper));
        request.Fence = new() { Polygon = new() { Corners = { Position(53, 8), Position(53.01, 8.01), Position(53.01, 8), Position(53, 8.01) } } };
        await Refused.With(StatusCode.InvalidArgument, "fence-crosses-itself", async () => await tags.Locations.DrawFenceAsync(request, tags.Dispatcher));
        await tags.Locations.RemoveFenceAsync(new() { LocationId = "DEBRE" }, tags.Dispatcher);
        (await tags.Count("select count(*) from mt_events where stream_id = 'business-location-DEBRE'")).Should().Be(0);
    }

    private static Fence Circle(double latitude, double longitude, double radius)
        => new() { Circle = new() { Centre = Position(latitude, longitude), RadiusMetres = radius } };

    private static Types.V1.GeoPosition Position(double latitude, double longitude) => new() { Latitude = latitude, Longitude = longitude };

    private static object Fix(long sequence, Instant at, double latitude, double longitude)
        => new { sequence, tagId = "fenced", eventTime = Text(at), position = new { latitude, longitude } };

    private static Instant Min(int minutes) => At + Duration.FromMinutes(minutes);
}
