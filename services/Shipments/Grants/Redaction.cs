using static Logistics.Shipments.Grants.InformationKinds;

namespace Logistics.Shipments.Grants;

/// <summary>
/// What a grant shows of a shipment, by its kinds. Built up from nothing: a field that nobody has thought of is not shown. Never shown
/// are people, who says what happened, work items, holds, and what the estimate is made of, because it names others.
/// </summary>
internal static class Redaction
{
    public static V1.Shipment Show(V1.Shipment s, Sight sight)
    {
        var shown = new V1.Shipment { Id = s.Id, Reference = s.Reference, State = s.State, BookedAt = s.BookedAt, Version = s.Version };
        var (whereabouts, schedule, parties) = (sight.Kinds.Contains(Whereabouts), sight.Kinds.Contains(Schedule), sight.Kinds.Contains(Parties));
        if (whereabouts) ShowWhereabouts(s, shown, parties);
        if (schedule) ShowSchedule(s, shown, parties);
        if (sight.Kinds.Contains(Goods)) ShowGoods(s, shown);
        if (parties) shown.Parties.AddRange(s.Parties.Select(p => new V1.Party { Role = p.Role, OrganisationId = p.OrganisationId }));
        if (schedule || parties) shown.Legs.AddRange(s.Legs.Select(leg => Show(leg, schedule, parties)));
        if (whereabouts || schedule)
            shown.Milestones.AddRange(s.Milestones.Select(m => Show(m, whereabouts, schedule)).Where(m => m.Actual is not null || m.Planned is not null || m.Estimated is not null));
        if (sight.Kinds.Contains(InformationKinds.Documents)) shown.Documents.AddRange(s.Documents.Select(d => Show(d, sight)));
        return shown;
    }

    public static V1.DocumentInfo Show(V1.DocumentInfo d, Sight sight) => new()
    {
        Sha256 = d.Sha256,
        MediaType = d.MediaType,
        SizeBytes = d.SizeBytes,
        UploadedBy = sight.Kinds.Contains(Parties) ? d.UploadedBy : "",
        UploadedAt = d.UploadedAt,
    };

    private static void ShowWhereabouts(V1.Shipment s, V1.Shipment shown, bool parties)
    {
        shown.LastHubId = s.LastHubId;
        shown.LastSeenAt = s.LastSeenAt;
        shown.Misdirected = s.Misdirected;
        shown.UnitStatuses.AddRange(s.UnitStatuses.Select(u => new V1.UnitStatus
        {
            HandlingUnitId = u.HandlingUnitId,
            LastHubId = u.LastHubId,
            LastSeenAt = u.LastSeenAt,
            Delivered = u.Delivered,
            Lost = u.Lost,
            Misdirected = u.Misdirected,
            Missing = u.Missing,
            PossessingParty = parties ? u.PossessingParty : "",
        }));
    }

    /// <summary>A door tells whose it is.</summary>
    private static void ShowSchedule(V1.Shipment s, V1.Shipment shown, bool parties)
    {
        shown.Route = new()
        {
            OriginHubId = s.Route.OriginHubId,
            DestinationHubId = s.Route.DestinationHubId,
            ReadyAt = s.Route.ReadyAt,
            ArriveBy = s.Route.ArriveBy,
            CollectBy = s.Route.CollectBy,
            DeliverFrom = s.Route.DeliverFrom,
            CollectAt = parties ? s.Route.CollectAt : null,
            DeliverAt = parties ? s.Route.DeliverAt : null,
        };
        shown.Eta = s.Eta;
        shown.Due = s.Due;
        shown.LateMinutes = s.LateMinutes;
        shown.NextExpectedActivity = s.NextExpectedActivity;
    }

    private static void ShowGoods(V1.Shipment s, V1.Shipment shown)
    {
        shown.HandlingUnits.AddRange(s.HandlingUnits);
        shown.Temperature = s.Temperature;
        shown.Conditions.AddRange(s.Conditions);
        shown.GoodsDescription = s.GoodsDescription;
        shown.References.AddRange(s.References);
    }

    private static V1.Leg Show(V1.Leg leg, bool schedule, bool parties) => new()
    {
        Index = leg.Index,
        CarrierId = parties ? leg.CarrierId : "",
        ServiceId = parties ? leg.ServiceId : "",
        FromHubId = schedule ? leg.FromHubId : "",
        ToHubId = schedule ? leg.ToHubId : "",
        PlannedDeparture = schedule ? leg.PlannedDeparture : null,
        PlannedArrival = schedule ? leg.PlannedArrival : null,
    };

    private static V1.Milestone Show(V1.Milestone m, bool whereabouts, bool schedule)
    {
        var actual = whereabouts && m.Actual is not null;
        var shown = new V1.Milestone
        {
            Kind = m.Kind,
            HubId = m.HubId,
            LegIndex = m.LegIndex,
            Planned = schedule ? m.Planned : null,
            Estimated = schedule ? m.Estimated : null,
            Actual = actual ? m.Actual : null,
            Contradicted = actual && m.Contradicted,
            Agreement = actual ? m.Agreement : V1.Agreement.Unspecified,
            Confidence = actual ? m.Confidence : 0,
        };
        if (actual) shown.HandlingUnitsWithoutEvidence.AddRange(m.HandlingUnitsWithoutEvidence);
        return shown;
    }
}
