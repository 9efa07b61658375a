using System.Text.Json.Serialization;
using NodaTime;

namespace Logistics.Tags.Presence;

/// <summary>When a visit began and ended, and the reads that say so; as it is told to others.</summary>
/// <param name="DepartedAt">Null while it goes on.</param>
/// <param name="DepartedBy">The read that decided: an exit, or one elsewhere; where it is an absence, the last read of the visit.</param>
/// <param name="ArrivalInterpolated">Nobody read it then: it came into a fence between two fixes, of which the later one decided.</param>
internal sealed record VisitTimes(
    OffsetDateTime ArrivedAt, ReadReference ArrivedBy, OffsetDateTime? DepartedAt, ReadReference? DepartedBy,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool ArrivalInterpolated = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool DepartureInterpolated = false)
{
    /// <summary>Times that move by less are mended without a word: antennas see a tag milliseconds apart, in any order.</summary>
    private static readonly Duration WorthSaying = Duration.FromMinutes(1);

    internal static VisitTimes Of(Visit visit) => new(
        visit.First.Time, visit.First.Read, visit.Departure is null ? null : visit.Last.Time, visit.Departure is { } left ? left.Evidence?.Read ?? visit.Last.Read : null,
        visit.First.IsInterpolated, visit.Departure is not null && visit.Last.IsInterpolated);

    internal bool ArrivesFarFrom(VisitTimes other) => Far(ArrivedAt, other.ArrivedAt);

    /// <summary>Both are over, at other times.</summary>
    internal bool DepartsFarFrom(VisitTimes other) => DepartedAt is { } one && other.DepartedAt is { } two && Far(one, two);

    private static bool Far(OffsetDateTime a, OffsetDateTime b)
    {
        var (one, two) = (a.ToInstant(), b.ToInstant());
        return (one < two ? two - one : one - two) >= WorthSaying;
    }
}
