namespace Logistics.Tags.Presence;

/// <summary>What is new in a tag's visits.</summary>
/// <param name="Mends">It is history, not the present: a late read told it.</param>
internal abstract record VisitChange(Visit Visit, bool Mends)
{
    internal sealed record Arrived(Visit Visit, bool Mends) : VisitChange(Visit, Mends);

    internal sealed record Departed(Visit Visit, bool Mends) : VisitChange(Visit, Mends);

    /// <param name="Was">As it was told last.</param>
    internal sealed record Amended(Visit Visit, VisitTimes Was) : VisitChange(Visit, true);

    /// <summary>The visit never was: what made it so was read elsewhere, or is part of another visit.</summary>
    internal sealed record Withdrawn(Visit Visit, VisitTimes Was) : VisitChange(Visit, true);

    /// <summary>
    /// What there is to tell of visits, in event-time order. Judged by what was told, not by what was known: times that creep are told
    /// once they have crept far enough.
    /// </summary>
    /// <param name="before">As they were told; each knows.</param>
    /// <returns>The visits, each knowing what is told of it now.</returns>
    internal static (IReadOnlyList<Visit> Visits, IReadOnlyList<VisitChange> Changes) Tell(IReadOnlyList<Visit> before, IReadOnlyList<Visit> after)
    {
        // Most visits are the same objects as before; only what follows the common beginning is looked at.
        var same = 0;
        while (same < before.Count && same < after.Count && ReferenceEquals(before[same], after[same])) same++;
        if (same == after.Count && same == before.Count) return (after, []);

        var left = before.Skip(same).ToList();
        var (visits, changes) = (after.ToArray(), new List<VisitChange>());
        for (var i = same; i < visits.Length; i++)
        {
            var visit = visits[i];
            var mends = before.Count > 0 && visit.First.CompareTo(before[^1].First) < 0;
            var was = left.Find(old => old.HubId == visit.HubId && old.First.At <= visit.End && visit.First.At <= old.End);
            if (was is not null) left.Remove(was);
            var told = Told(visit, was?.Told);
            if (visit.Told != told) visits[i] = visit with { Told = told };
            changes.AddRange(Changes(visits[i], was?.Told, mends));
        }

        // Visits at the front that the limit dropped are not withdrawn.
        changes.AddRange(left.Where(old => after.Count > 0 && old.First.At >= after[0].First.At).Select(old => new Withdrawn(old, old.Told!)));
        return (visits, changes);
    }

    private static IEnumerable<VisitChange> Changes(Visit visit, VisitTimes? told, bool mends)
    {
        if (told is null)
        {
            yield return new Arrived(visit, mends);
            if (visit.Departure is not null) yield return new Departed(visit, mends);
        }
        else if (IsOther(VisitTimes.Of(visit), told))
        {
            yield return new Amended(visit, told);
        }
        else if (told.DepartedAt is null && visit.Departure is not null)
        {
            yield return new Departed(visit, mends);
        }
    }

    /// <summary>What is told of a visit once its changes are; a departure says nothing of the arrival, however that crept.</summary>
    private static VisitTimes Told(Visit visit, VisitTimes? told)
    {
        var now = VisitTimes.Of(visit);
        if (told is null || IsOther(now, told)) return now;
        return told.DepartedAt is null ? told with { DepartedAt = now.DepartedAt, DepartedBy = now.DepartedBy, DepartureInterpolated = now.DepartureInterpolated } : told;
    }

    private static bool IsOther(VisitTimes now, VisitTimes told)
        => (told.DepartedAt is not null && now.DepartedAt is null) || now.ArrivesFarFrom(told) || now.DepartsFarFrom(told);
}
