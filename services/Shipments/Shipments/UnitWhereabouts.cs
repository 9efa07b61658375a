namespace Logistics.Shipments.Shipments;

/// <summary>Judgements about one handling unit.</summary>
/// <param name="Last">Null where nothing was told of it yet.</param>
/// <param name="Misdirected">Last seen at a hub that is not on the itinerary.</param>
/// <param name="PossessingParty">Organisation that has it in hand, as far as handovers tell.</param>
/// <param name="Missing">Others have gone on by two milestones or more: one may just not have been told yet.</param>
internal sealed record UnitWhereabouts(
    string Id, Movement? Last, bool Delivered, bool Lost, bool Misdirected, bool Missing, string PossessingParty);

/// <summary>Where each unit is, from the evidence that names it.</summary>
internal static class UnitJudgements
{
    private const int Behind = 2;

    public static IReadOnlyList<UnitWhereabouts> Whereabouts(this Shipment s)
    {
        var tracks = Tracks(s);
        var front = tracks.Values.Select(t => t.Progress).DefaultIfEmpty(-1).Max();
        return
        [
            .. s.HandlingUnits.Select(u =>
            {
                var track = tracks.GetValueOrDefault(u.Id) ?? Track.None;
                var lost = s.LostUnits.Contains(u.Id);
                var open = !track.Delivered && !lost && !s.Closed();
                var astray = open && IsAstray(s, track.Last);
                return new UnitWhereabouts(
                    u.Id, track.Last, track.Delivered, lost, astray, open && !astray && front - track.Progress >= Behind, s.PossessingParty(u.Id));
            }),
        ];
    }

    public static Movement? LastMovement(this Shipment s, string unit) => Tracks(s).GetValueOrDefault(unit)?.Last;

    private static bool IsAstray(Shipment s, Movement? last)
        => s.Itinerary is { } plan && last is not null
        && !plan.Calls(last.HubId) && last.HubId != s.Route.OriginHubId && last.HubId != s.Route.DestinationHubId;

    /// <summary>All units in one pass over the evidence: a shipment may have two hundred, each with reads of its own.</summary>
    private static Dictionary<string, Track> Tracks(Shipment s)
    {
        var tracks = new Dictionary<string, Track>();
        var planned = -1;
        foreach (var m in s.Milestones)
        {
            var progress = m is { LegIndex: >= 0, Planned: not null } ? ++planned : m.Kind == MilestoneKind.Delivered ? Track.AtTheEnd : -1;
            foreach (var unit in m.Evidence.SelectMany(e => e.HandlingUnitIds.Select(id => (Id: id, Evidence: e))).GroupBy(x => x.Id, x => x.Evidence))
            {
                var before = tracks.GetValueOrDefault(unit.Key) ?? Track.None;
                tracks[unit.Key] = new(Movements.Later(before.Last, Movements.Of(m with { Evidence = [.. unit] })), Math.Max(before.Progress, progress));
            }
        }

        return tracks;
    }

    /// <param name="Progress">Place of the last planned milestone that names the unit; -1 before the first, beyond all when delivered.</param>
    private sealed record Track(Movement? Last, int Progress)
    {
        /// <summary>Behind any leg: itineraries have a few.</summary>
        public const int AtTheEnd = 1_000_000;

        public static readonly Track None = new(null, -1);

        public bool Delivered => Progress == AtTheEnd;
    }
}
