using NodaTime;

namespace Logistics.Routing.Etas;

/// <summary>What is expected of an itinerary now.</summary>
/// <param name="Milestones">Those without an actual, in order.</param>
/// <param name="MissedConnections">Legs whose run leaves before the goods can be there.</param>
internal sealed record Eta(
    Spread Arrival, IReadOnlyList<MilestoneEta> Milestones, IReadOnlyList<int> MissedConnections, IReadOnlyList<string> Reasons)
{
    /// <summary>By a minute or more, or in what is missed. A milestone that fell away because it happened is no difference.</summary>
    internal bool DiffersFrom(Eta earlier) =>
        Arrival.DiffersFrom(earlier.Arrival)
        || !MissedConnections.SequenceEqual(earlier.MissedConnections)
        || Milestones.Any(milestone => earlier.Milestones.FirstOrDefault(milestone.IsSameAs) is not { } before
            || milestone.Time.DiffersFrom(before.Time));
}

/// <param name="Kind">departed or arrived.</param>
internal sealed record MilestoneEta(int LegIndex, string Kind, string HubId, Spread Time)
{
    internal bool IsSameAs(MilestoneEta other) => (LegIndex, Kind, HubId) == (other.LegIndex, other.Kind, other.HubId);
}

/// <summary>Half arrive by P50, four in five by P80, nineteen in twenty by P95.</summary>
internal sealed record Spread(Instant P50, Instant P80, Instant P95)
{
    internal static Spread Certain(Instant at) => new(at, at, at);

    internal bool DiffersFrom(Spread other) =>
        Apart(P50, other.P50) || Apart(P80, other.P80) || Apart(P95, other.P95);

    private static bool Apart(Instant a, Instant b) => (a - b).TotalMinutes is >= 1 or <= -1;
}
