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
            { Polygon: { } polygon } => FenceShape.Polygon([.. polygon.Corners.Select((corner, at) => Point(corner, $"fence.polygon.corners[{at}]"))], margin),
            _ => throw Check.Invalid("fence", "is missing."),
        };
    }

    internal static V1.Fence Fence(FenceShape shape)
    {
        var fence = new V1.Fence { MarginMetres = shape.MarginMetres };
        if (shape.Centre is { } centre) fence.Circle = new() { Centre = Position(centre), RadiusMetres = shape.RadiusMetres!.Value };
        else (fence.Polygon = new()).Corners.AddRange(shape.Corners!.Select(Position));
        return fence;
    }

    private static GeoPoint Point(GeoPosition? position, string field)
    {
        var checkedOne = Check.Position(position, field) ?? throw Check.Invalid(field, "is missing.");
        return new(checkedOne.Latitude, checkedOne.Longitude);
    }

    private static GeoPosition Position(GeoPoint point) => new() { Latitude = point.Latitude, Longitude = point.Longitude };
}
