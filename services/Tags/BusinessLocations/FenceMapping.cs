using Logistics.Hosting.Grpc;
using Logistics.Tags.Fences;
using Logistics.Tags.Journal;
using Logistics.Types.V1;

namespace Logistics.Tags.BusinessLocations;

/// <summary>Between the contract's fences and this service's own.</summary>
internal static class FenceMapping
{
    internal static FenceShape Shape(V1.Fence? fence)
    {
        var margin = fence?.HasMarginMetres == true ? fence.MarginMetres : FenceShape.UsualMargin;
        return fence switch
        {
            { Circle: { } circle } => FenceShape.Circle(
                Point(circle.Centre, "fence.circle.centre"), Check.Number(circle.RadiusMetres, "fence.circle.radius_metres", 0, 1e7), margin),
            { Polygon: { } polygon } => FenceShape.Polygon(Points(polygon.Corners, "fence.polygon"), margin) with
            {
                Holes = polygon.Holes.Count == 0 ? null : [.. polygon.Holes.Select((hole, at) => Points(hole.Corners, $"fence.polygon.holes[{at}]"))],
            },
            _ => throw Check.Invalid("fence", "is missing."),
        };
    }

    internal static V1.Fence Fence(FenceShape shape)
    {
        var fence = new V1.Fence { MarginMetres = shape.MarginMetres };
        if (shape.Centre is { } centre) fence.Circle = new() { Centre = Position(centre), RadiusMetres = shape.RadiusMetres!.Value };
        else fence.Polygon = Polygon(shape);
        return fence;
    }

    private static V1.PolygonalFence Polygon(FenceShape shape)
    {
        var polygon = new V1.PolygonalFence();
        polygon.Corners.AddRange(shape.Corners!.Select(Position));
        foreach (var hole in shape.Holes ?? [])
        {
            polygon.Holes.Add(new V1.FenceHole());
            polygon.Holes[^1].Corners.AddRange(hole.Select(Position));
        }

        return polygon;
    }

    private static GeoPoint[] Points(IReadOnlyList<GeoPosition> corners, string field) => [.. corners.Select((corner, at) => Point(corner, $"{field}.corners[{at}]"))];

    private static GeoPoint Point(GeoPosition? position, string field)
    {
        var checkedOne = Check.Position(position, field) ?? throw Check.Invalid(field, "is missing.");
        return new(checkedOne.Latitude, checkedOne.Longitude);
    }

    private static GeoPosition Position(GeoPoint point) => new() { Latitude = point.Latitude, Longitude = point.Longitude };
}
