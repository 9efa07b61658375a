using Logistics.EventStore;
using Logistics.Tags.Fences;
using NodaTime;

namespace Logistics.Tags.BusinessLocations;

/// <param name="From">Event time: positions from here on are judged by it.</param>
internal sealed record FenceDrawn(string LocationId, FenceShape Shape, OffsetDateTime From, string Owner);

/// <param name="From">Event time: from here on the location has no fence.</param>
internal sealed record FenceRemoved(string LocationId, OffsetDateTime From);

/// <summary>
/// Where things are until contradicted: a hub, a yard. Most are known by their read points alone. One may have a fence, so that tags
/// which tell their own positions arrive and depart there; it is drawn, drawn anew and removed, each from an instant on, which may lie
/// in the past.
/// </summary>
internal sealed record BusinessLocation(IReadOnlyList<FenceVersion> Fences)
{
    internal static readonly BusinessLocation Initial = new([]);

    internal static readonly StreamType<BusinessLocation> Stream = new("business-location", Initial, Evolve);

    /// <summary>In force at an instant.</summary>
    internal FenceVersion? At(Instant at) => Fences.LastOrDefault(fence => fence.From <= at);

    private static BusinessLocation Evolve(BusinessLocation location, object e) => e switch
    {
        FenceDrawn or FenceRemoved => location.With(FenceRows.VersionOf(e)),
        _ => throw new ArgumentException($"A business location does not know {e.GetType().Name}.", nameof(e)),
    };

    private BusinessLocation With(FenceVersion version) => new([.. Fences.Where(f => f.From != version.From).Append(version).OrderBy(f => f.From)]);
}
