namespace Logistics.Shipments.Shipments;

/// <summary>Judgements about one handling unit.</summary>
/// <param name="Last">Null where nothing was told of it yet.</param>
/// <param name="Misdirected">Last seen at a hub that is not on the itinerary.</param>
/// <param name="PossessingParty">Organisation that has it in hand, as far as handovers tell.</param>
/// <param name="Missing">Others have gone on by two milestones or more: one may just not have been told yet.</param>
internal sealed record UnitWhereabouts(string Id, Movement? Last, bool Delivered, bool Lost, bool Misdirected, bool Missing, string PossessingParty);

/// <summary>Where each unit is, from the evidence that names it.</summary>
internal static class UnitJudgements
{
    private const int Behind = 2;

    public static IReadOnlyList<UnitWhereabouts> Whereabouts(this Shipment s)
    {
        var progress = s.HandlingUnits.ToDictionary(u => u.Id, u => Progress(s, u.Id));
        var front = progress.Values.DefaultIfEmpty(-1).Max();
        return
        [
            .. s.HandlingUnits.Select(u =>
            {
                var last = LastMovement(s, u.Id);
                var (delivered, lost) = (s.IsDelivered(u.Id), s.LostUnits.Contains(u.Id));
                var open = !delivered && !lost && !s.Closed();
                var astray = open && IsAstray(s, last);
                return new UnitWhereabouts(u.Id, last, delivered, lost, astray, open && !astray && front - progress[u.Id] >= Behind, s.PossessingParty(u.Id));
            }),
        ];
    }

    public static Movement? LastMovement(this Shipment s, string unit) => Movements.Last(
        s.Milestones.Select(m => m with { Evidence = [.. m.Evidence.Where(e => e.HandlingUnitIds.Contains(unit))] }));

    private static bool IsAstray(Shipment s, Movement? last)
        => s.Itinerary is { } plan && last is not null
        && !plan.Calls(last.HubId) && last.HubId != s.Route.OriginHubId && last.HubId != s.Route.DestinationHubId;

    /// <summary>The last planned milestone that names the unit; -1 before the first, beyond the last when delivered.</summary>
    private static int Progress(Shipment s, string unit)
    {
        var planned = s.Milestones.Where(m => m.LegIndex >= 0 && m.Planned is not null).ToList();
        return s.IsDelivered(unit) ? planned.Count : planned.FindLastIndex(m => m.Evidence.Any(e => e.HandlingUnitIds.Contains(unit)));
    }
}
