using NodaTime;

namespace Logistics.Tags.Presence;

/// <summary>What is new in a tag's visits.</summary>
/// <param name="Mends">It is history, not the present: a late read told it.</param>
internal abstract record VisitChange(Visit Visit, bool Mends)
{
    internal sealed record Arrived(Visit Visit, bool Mends) : VisitChange(Visit, Mends);

    internal sealed record Departed(Visit Visit, bool Mends) : VisitChange(Visit, Mends);

    /// <param name="Was">Null where two visits became of one, and so on.</param>
    internal sealed record Amended(Visit Visit, Visit? Was) : VisitChange(Visit, true);

    /// <summary>The visit never was: what made it so was read elsewhere.</summary>
    internal sealed record Withdrawn(Visit Visit) : VisitChange(Visit, true);

    /// <summary>Times that move by less are mended without a word: antennas see a tag milliseconds apart, in any order.</summary>
    private static readonly Duration WorthSaying = Duration.FromMinutes(1);

    /// <summary>In event-time order.</summary>
    internal static IReadOnlyList<VisitChange> From(IReadOnlyList<Visit> before, IReadOnlyList<Visit> after)
    {
        // Most visits are the same objects as before; only what follows the common beginning is looked at.
        var same = 0;
        while (same < before.Count && same < after.Count && ReferenceEquals(before[same], after[same])) same++;

        var left = before.Skip(same).ToList();
        var changes = new List<VisitChange>();
        for (var i = same; i < after.Count; i++)
        {
            var visit = after[i];
            var mends = before.Count > 0 && visit.First.CompareTo(before[^1].First) < 0;
            var was = left.Find(old => old.HubId == visit.HubId && old.First.At <= visit.End && visit.First.At <= old.End);
            if (was is not null) left.Remove(was);
            changes.AddRange(Changes(was, visit, mends));
        }

        // Visits at the front that the limit dropped are not withdrawn.
        changes.AddRange(left.Where(old => after.Count > 0 && old.First.At >= after[0].First.At).Select(old => new Withdrawn(old)));
        return changes;
    }

    private static IEnumerable<VisitChange> Changes(Visit? was, Visit visit, bool mends)
    {
        if (was is null)
        {
            yield return new Arrived(visit, mends);
            if (visit.Departure is not null) yield return new Departed(visit, mends);
            yield break;
        }

        if (was.Departure is null && visit.Departure is not null) yield return new Departed(visit, mends);
        var reopened = was.Departure is not null && visit.Departure is null;
        var moved = was.Departure is { } old && visit.Departure is { } now && Far(old.At, now.At);
        if (reopened || moved || Far(was.First.At, visit.First.At)) yield return new Amended(visit, was);
    }

    private static bool Far(Instant a, Instant b) => (a < b ? b - a : a - b) >= WorthSaying;
}
