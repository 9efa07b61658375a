using Logistics.EventStore;
using Logistics.Tags.Fences;
using NodaTime;

namespace Logistics.Tags.BusinessLocations;

internal static class FenceDecider
{
    internal static Decision Draw(BusinessLocation location, string locationId, FenceShape shape, OffsetDateTime from, string owner)
    {
        if (FenceCheck.Of(shape) is { } refusal) return new Decision.Refused(refusal);
        return IsSo(location, from, shape) ? Decision.Nothing : Decision.Accept(new FenceDrawn(locationId, shape, from, owner));
    }

    internal static Decision Remove(BusinessLocation location, string locationId, OffsetDateTime from)
        => IsSo(location, from, null) ? Decision.Nothing : Decision.Accept(new FenceRemoved(locationId, from));

    /// <summary>It is in force then and nothing is said of later.</summary>
    private static bool IsSo(BusinessLocation location, OffsetDateTime from, FenceShape? shape)
        => Equals(location.At(from.ToInstant())?.Shape, shape) && !location.Fences.Any(fence => fence.From > from.ToInstant());
}
