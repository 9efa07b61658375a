using NodaTime;

namespace Logistics.Routing.SpeedRestrictions;

/// <summary>Also says that it is lifted: a restriction of no length.</summary>
internal sealed record SpeedRestricted(string RestrictionId, SlowSection Section);

/// <param name="Mode">road, rail, barge or sea; null: all.</param>
/// <param name="From">What leaves the first hub from here on, by the timetable.</param>
/// <param name="To">Exclusive.</param>
/// <param name="ExtraPercent">Of the travel time.</param>
internal sealed record SlowSection(string FromHubId, string ToHubId, string? Mode, Instant From, Instant To, int ExtraPercent, string Cause)
{
    internal bool IsLifted => To <= From;

    internal bool Slows(string fromHubId, string toHubId, string mode, Instant departure) =>
        FromHubId == fromHubId && ToHubId == toHubId && (Mode is null || Mode == mode) && departure >= From && departure < To;
}

/// <summary>Vehicles go slower between two hubs for a while. Said once, said anew as it changes, lifted at the end.</summary>
internal sealed record SpeedRestriction(string Id, SlowSection? Section)
{
    internal static readonly SpeedRestriction None = new("", null);

    internal static SpeedRestriction Evolve(SpeedRestriction restriction, object e) => e switch
    {
        SpeedRestricted restricted => new SpeedRestriction(restricted.RestrictionId, restricted.Section),
        _ => throw new ArgumentException($"A speed restriction has no event {e.GetType().Name}.", nameof(e)),
    };
}
