using NodaTime;

namespace Logistics.Tags.Presence;

internal enum DepartureCause
{
    /// <summary>Seen on its way out.</summary>
    Exit,

    /// <summary>Seen at another hub or between hubs.</summary>
    Elsewhere,

    /// <summary>Not seen for so long, while the gateway that saw it last went on reading.</summary>
    Absent,
}

/// <param name="Evidence">The read that decided; null where it is an absence.</param>
internal sealed record Departure(Instant At, DepartureCause Cause, Sighting? Evidence);

/// <summary>A time without reads within a visit, long enough to have been an absence had the gateway been reading.</summary>
/// <param name="Tells">Not where a portal saw the tag last.</param>
internal sealed record Gap(string Gateway, Instant From, Instant Until, bool Tells)
{
    internal bool IsAbsence(GatewayActivity activity, PresenceRules rules) => Tells && activity.Between(Gateway, From + rules.AbsentAfter, Until);
}

/// <summary>
/// A tag's stay at a hub. It begins with the first sighting there, grows with each further one, and ends at an exit, when the tag
/// is seen elsewhere, or when it is absent for long on its gateway's own clock. Late reads may stretch, split or join visits; the
/// visits of a set of reads are the same in whatever order the reads came.
/// </summary>
/// <param name="Told">What others were told of it last; null before it is told.</param>
internal sealed record Visit(string HubId, Sighting First, Sighting Last, Departure? Departure, IReadOnlyList<Gap> Gaps, VisitTimes? Told)
{
    internal Visit(Sighting first)
        : this(first.HubId!, first, first, null, [], null)
    {
    }

    internal Instant End => Departure?.At ?? Instant.MaxValue;

    /// <summary>
    /// A yard's or a shelf's antennas see what is there all the time. A portal sees it once, as it comes in, and a tracker that lies
    /// still sleeps: that it is not seen there again says nothing.
    /// </summary>
    internal bool AbsenceTells => Last.Place == Place.Inside;

    internal bool Covers(Sighting sighting) => First.CompareTo(sighting) <= 0 && sighting.CompareTo(Last) <= 0;
}

/// <param name="AbsentAfter">T of the rules.</param>
internal sealed record PresenceRules(Duration AbsentAfter)
{
    internal static readonly PresenceRules Default = new(Duration.FromMinutes(30));

    /// <summary>Of fixes farther apart nobody knows what was between them.</summary>
    internal Duration CrossedWithin { get; init; } = Duration.FromMinutes(30);
}
