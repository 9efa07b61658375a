namespace Logistics.Tags.Presence;

/// <summary>
/// A tag's visits since its episode began (registration, attachment or detachment), and how far it was seen. Old visits are dropped
/// beyond <see cref="MostVisits"/>; reads from before the oldest kept one are too late to mend anything.
/// </summary>
/// <param name="Latest">The latest sighting that told a place.</param>
internal sealed record Track(IReadOnlyList<Visit> Visits, Sighting? Latest, bool Truncated)
{
    internal const int MostVisits = 24;

    internal static readonly Track Empty = new([], null, false);

    /// <summary>The visit that goes on.</summary>
    internal Visit? Present => Visits.Count > 0 && Visits[^1].Departure is null ? Visits[^1] : null;

    /// <summary>
    /// Takes up sightings in any order, also known ones. What comes in event-time order is folded on; what is late and changes
    /// nothing is let pass; what is late and changes something is folded anew from the visit before it, over
    /// <paramref name="history"/>.
    /// </summary>
    /// <param name="history">All the tag's sightings from an instant on, in order, with those of <paramref name="news"/>.</param>
    internal Track See(
        IEnumerable<Sighting> news, Func<NodaTime.Instant, IEnumerable<Sighting>> history, GatewayActivity activity, PresenceRules rules)
    {
        var late = new List<Sighting>();
        var onward = new List<Sighting>();
        foreach (var sighting in news.Where(s => s.Place != Place.Unknown).Order())
        {
            var order = Latest is null ? 1 : sighting.CompareTo(Latest);
            if (order > 0) onward.Add(sighting);
            else if (order < 0) late.Add(sighting);
        }

        var mended = this;
        foreach (var sighting in late)
        {
            if (mended.LetPass(sighting, activity, rules) is { } passed) mended = passed;
            else return mended.Rebuild(sighting.At, history, activity, rules);
        }

        return mended.Fold(mended.Visits, onward, activity, rules);
    }

    /// <summary>Judges absence anew, when the gateways' clocks went on.</summary>
    internal Track Await(GatewayActivity activity, PresenceRules rules) => Fold(Visits, [], activity, rules);

    /// <summary>Whether activity that came late splits a gap that was taken for the gateway's own silence.</summary>
    internal NodaTime.Instant? Torn(GatewayActivity activity, PresenceRules rules)
        => Visits.Where(v => v.Gaps.Any(gap => gap.IsAbsence(activity, rules)))
            .Select(v => (NodaTime.Instant?)v.First.At).FirstOrDefault();

    internal Track Rebuild(
        NodaTime.Instant from, Func<NodaTime.Instant, IEnumerable<Sighting>> history, GatewayActivity activity, PresenceRules rules)
    {
        // Reads of one instant have an order too: the visit to begin with is one that surely began before.
        var at = Visits.Count - 1;
        while (at >= 0 && Visits[at].First.At >= from) at--;
        if (at < 0 && Truncated) at = 0;
        if (at < 0) return Fold([], history(from), activity, rules);
        var first = Visits[at].First;
        return Fold(Visits.Take(at), history(first.At).Where(sighting => sighting.CompareTo(first) >= 0), activity, rules);
    }

    private Track Fold(IEnumerable<Visit> before, IEnumerable<Sighting> sightings, GatewayActivity activity, PresenceRules rules)
    {
        var fold = new TrackFold(before, activity, rules);
        var latest = Latest;
        foreach (var sighting in sightings)
        {
            fold.See(sighting);
            if (sighting.Place != Place.Unknown && sighting.CompareTo(latest) > 0) latest = sighting;
        }

        var visits = fold.Done();
        return visits.Count <= MostVisits ? new(visits, latest, Truncated) : new([.. visits.TakeLast(MostVisits)], latest, true);
    }

    /// <summary>The track with a late sighting that says nothing new, or null where it does.</summary>
    private Track? LetPass(Sighting late, GatewayActivity activity, PresenceRules rules)
    {
        var at = Visits.Count - 1;
        while (at >= 0 && Visits[at].First.CompareTo(late) > 0) at--;
        if (at < 0) return Truncated || late.Place == Place.Between ? this : null;

        var visit = Visits[at];
        if (visit.Covers(late)) return late.Place is Place.Inside or Place.Entry && late.HubId == visit.HubId ? Fill(at, late, activity, rules) : null;
        return visit.Departure switch
        {
            { Cause: not DepartureCause.Absent } when late.Place == Place.Between => this,
            { } left when late.AtHub && late.HubId == visit.HubId && TrackFold.IsEcho(left, late, rules) => this,
            _ => null,
        };
    }

    private Track? Fill(int at, Sighting late, GatewayActivity activity, PresenceRules rules)
    {
        var visit = Visits[at];

        // At the very instant a gap begins: its gateway may be another.
        if (visit.Gaps.Any(g => g.From == late.At)) return null;
        if (visit.Gaps.FirstOrDefault(g => g.From < late.At && late.At < g.Until) is not { } gap) return this;

        Gap[] halves = [gap with { Until = late.At }, new(late.Read.GatewayId, late.At, gap.Until, late.Place == Place.Inside)];
        if (halves.Any(half => half.IsAbsence(activity, rules))) return null;
        var gaps = visit.Gaps.SelectMany(g => g != gap ? [g] : halves.Where(half => half.Until - half.From >= rules.AbsentAfter));
        var visits = Visits.ToArray();
        visits[at] = visit with { Gaps = [.. gaps] };
        return this with { Visits = visits };
    }
}
