namespace Logistics.Tags.Presence;

/// <summary>Visits from sightings in event-time order. Pure.</summary>
internal sealed class TrackFold
{
    private readonly List<Visit> _visits;
    private readonly GatewayActivity _activity;
    private readonly PresenceRules _rules;

    /// <param name="before">What earlier sightings came to.</param>
    internal TrackFold(IEnumerable<Visit> before, GatewayActivity activity, PresenceRules rules)
    {
        (_visits, _activity, _rules) = ([.. before], activity, rules);

        // An absence is no read: it is judged again with each read that follows and with the activity known by then.
        if (Current is { Departure.Cause: DepartureCause.Absent } absent) Current = absent with { Departure = null };
    }

    private Visit? Current
    {
        get => _visits.Count == 0 ? null : _visits[^1];
        set => _visits[^1] = value!;
    }

    internal void See(Sighting sighting)
    {
        switch (sighting.Place)
        {
            case Place.Between:
                if (Current is { Departure: null } open) Current = Left(open, DepartureCause.Elsewhere, sighting);
                break;
            case Place.Near:
                SeeNear(sighting);
                break;
            case Place.Inside or Place.Entry or Place.Exit or Place.Fenced:
                SeeAtHub(sighting);
                break;
        }
    }

    /// <summary>The visits so far; the last one departed if its gateway went on without it.</summary>
    internal IReadOnlyList<Visit> Done()
    {
        if (Current is { Departure: null, AbsenceTells: true } open && _activity.Since(open.Last.Read.GatewayId, open.Last.At + _rules.AbsentAfter))
            Current = Left(open, DepartureCause.Absent, null);
        return _visits;
    }

    private void SeeAtHub(Sighting sighting)
    {
        if (Current is not { } current || current.HubId != sighting.HubId)
        {
            if (Current is { Departure: null } open) Current = Left(open, DepartureCause.Elsewhere, sighting);
            _visits.Add(new Visit(sighting));
        }
        else if (current.Departure is { } departure)
        {
            if (IsEcho(departure, sighting, _rules)) return;
            _visits.Add(new Visit(sighting));
        }
        else if (WasAbsent(current, sighting))
        {
            Current = Left(current, DepartureCause.Absent, null);
            _visits.Add(new Visit(sighting));
        }
        else
        {
            Current = current with { Last = sighting, Gaps = Gaps(current, sighting) };
        }

        if (sighting.Place == Place.Exit) Current = Current! with { Departure = new(sighting.At, DepartureCause.Exit, sighting) };
    }

    /// <summary>What was there still is; what was not, is between hubs.</summary>
    private void SeeNear(Sighting sighting)
    {
        if (Current is not { Departure: null } open) return;
        if (open.HubId != sighting.HubId) Current = Left(open, DepartureCause.Elsewhere, sighting);
        else if (WasAbsent(open, sighting)) Current = Left(open, DepartureCause.Absent, null);
        else Current = open with { Last = sighting, Gaps = Gaps(open, sighting) };
    }

    private bool WasAbsent(Visit visit, Sighting next)
        => visit.AbsenceTells && _activity.Between(visit.Last.Read.GatewayId, visit.Last.At + _rules.AbsentAfter, next.At);

    /// <summary>
    /// The yard's antennas go on seeing what has just left through the gate. Only an entry, or enough time, makes it a return.
    /// </summary>
    internal static bool IsEcho(Departure departure, Sighting sighting, PresenceRules rules)
        => departure.Cause == DepartureCause.Exit && sighting.Place != Place.Entry && sighting.At < departure.At + rules.AbsentAfter;

    private IReadOnlyList<Gap> Gaps(Visit visit, Sighting next) => next.At - visit.Last.At < _rules.AbsentAfter
        ? visit.Gaps
        : [.. visit.Gaps, new(visit.Last.Read.GatewayId, visit.Last.At, next.At, visit.Last.Place == Place.Inside)];

    private static Visit Left(Visit visit, DepartureCause cause, Sighting? evidence) => visit with { Departure = new(visit.Last.At, cause, evidence) };
}
