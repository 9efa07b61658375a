using Logistics.EventStore;
using NodaTime;

namespace Logistics.Shipments.Shipments;

internal sealed record AssignItinerary(int ItineraryVersion, long SourceVersion, IReadOnlyList<Leg> Legs, string Explanation);

internal sealed record RecordActual(MilestoneKind Kind, string HubId, Evidence Evidence);

/// <summary>What may happen to a shipment. An observed fact is never refused for contradicting the plan.</summary>
internal static class ShipmentDecider
{
    public const int MaxDocuments = 100;

    public static Decision Book(Shipment s, BookShipment c, string @operator, Instant now)
    {
        if (s.Exists()) return Decision.Nothing;
        if (BookingRules.Broken(c) is { } refusal) return new Decision.Refused(refusal);
        IReadOnlyList<Party> parties = c.Parties.Any(p => p.Organisation == @operator)
            ? c.Parties
            : [.. c.Parties, new Party(PartyRole.FreightForwarder, @operator, null)];
        return Decision.Accept(new ShipmentBooked(
            c.ShipmentId, c.Reference, @operator, parties, c.Route, c.HandlingUnits, c.Temperature, c.GoodsDescription, now)
        {
            References = c.References.Count == 0 ? null : c.References,
            Conditions = c.Conditions.Count == 0 ? null : c.Conditions,
            ReturnOf = c.ReturnOf,
        });
    }

    /// <summary>Each leg brings an order id of its own; where the carriage is as it was, the order that stands is kept.</summary>
    public static Decision AssignItinerary(Shipment s, AssignItinerary c, Func<string, bool> standing)
    {
        if (!s.Exists() || s.Closed() || c.SourceVersion <= s.PlanSource || c.ItineraryVersion <= (s.Itinerary?.Version ?? 0))
            return Decision.Nothing;
        var legs = c.Legs.Select(leg => leg with { FromDoor = s.Route.DoorOf(leg.FromHubId), ToDoor = s.Route.DoorOf(leg.ToHubId) })
            .Select(leg => s.Legs().FirstOrDefault(old => old.SameCarriage(leg) && standing(old.TransportOrderId)) is { } kept
            ? leg with { TransportOrderId = kept.TransportOrderId }
            : leg);
        return Decision.Accept(new ItineraryAssigned(c.ItineraryVersion, c.SourceVersion, [.. legs], c.Explanation));
    }

    public static Decision FailPlan(Shipment s, long sourceVersion, string explanation)
        => !s.Exists() || s.Closed() || sourceVersion <= s.PlanSource
            ? Decision.Nothing
            : Decision.Accept(new PlanFailed(sourceVersion, explanation));

    /// <summary>An estimate for another plan than the one in force says nothing.</summary>
    public static Decision ReviseEstimate(Shipment s, EstimateRevised c)
        => s.Closed() || c.ItineraryVersion != s.Itinerary?.Version || !s.PlanLeadsThere() || c.SourceVersion <= (s.Estimate?.SourceVersion ?? 0)
            ? Decision.Nothing
            : Decision.Accept(c);

    public static Decision RecordActual(Shipment s, RecordActual c)
    {
        if (!s.Exists()) return Decision.Refuse(Reasons.ShipmentNotFound, "There is no such shipment.");
        IReadOnlyList<string> all = [.. s.HandlingUnits.Select(u => u.Id)];
        var units = c.Evidence.HandlingUnitIds.Count == 0 ? all : c.Evidence.HandlingUnitIds;
        if (units.FirstOrDefault(u => !all.Contains(u)) is { } foreign)
            return Decision.Refuse(Reasons.HandlingUnitNotOfShipment, $"Handling unit {foreign} is not one of this shipment.");
        if (s.Milestones.Any(m => m.Kind == c.Kind && m.HubId == c.HubId && m.Knows(c.Evidence)))
            return Decision.Nothing;

        var evidence = c.Evidence with { HandlingUnitIds = units };
        var leg = Milestones.LegOf(s.Milestones, s.Legs(), s.Route, c.Kind, c.HubId);
        var recorded = new ActualRecorded(c.Kind, c.HubId, leg, evidence.At, evidence);
        var after = Shipment.Stream.Evolve(s, recorded);
        var actual = after.Milestones.First(m => m.Is(c.Kind, c.HubId, leg)).Actual()!;
        return !s.Closed() && after.LastDelivery() is { } delivered
            ? Decision.Accept(recorded with { At = actual }, new ShipmentDelivered(delivered))
            : Decision.Accept(recorded with { At = actual });
    }

    public static Decision StartExcursion(Shipment s, ExcursionStarted c) => Condition(s, c, c.TagId, c.SourceVersion);

    public static Decision EndExcursion(Shipment s, ExcursionEnded c) => Condition(s, c, c.TagId, c.SourceVersion);

    public static Decision AmendExcursion(Shipment s, ExcursionAmended c) => Condition(s, c, c.TagId, c.SourceVersion);

    public static Decision WithdrawExcursion(Shipment s, ExcursionWithdrawn c) => Condition(s, c, c.TagId, c.SourceVersion);

    public static Decision LoseTag(Shipment s, TagFellSilent c) => Condition(s, c, c.TagId, c.SourceVersion);

    public static Decision HearTag(Shipment s, TagHeardAgain c) => Condition(s, c, c.TagId, c.SourceVersion);

    public static Decision LoseCharge(Shipment s, BatteryFellLow c) => Condition(s, c, c.TagId, c.SourceVersion);

    public static Decision RegainCharge(Shipment s, BatteryRecovered c) => Condition(s, c, c.TagId, c.SourceVersion);

    /// <summary>Also of a shipment that is closed: reopened, it shows no silence of a tag that is elsewhere.</summary>
    public static Decision DetachTag(Shipment s, TagDetached c) => Condition(s, c, c.TagId, c.SourceVersion);

    public static Decision CreateTrackingLink(Shipment s, string organisation, string tokenHash, Instant expiresAt, Instant now)
    {
        if (!s.VisibleTo(organisation)) return Decision.Refuse(Reasons.ShipmentNotFound, "There is no such shipment.");
        if (!s.MayShare(organisation))
            return Decision.Refuse(Reasons.NotYoursToShare, "Only consignor, consignee and forwarder hand out tracking links.");
        if (s.Links.Any(l => l.TokenHash == tokenHash)) return Decision.Nothing;
        return expiresAt <= now || expiresAt > now + Duration.FromDays(90)
            ? Decision.Refuse(Reasons.LinkExpiryOutOfRange, "A tracking link ends within 90 days from now.")
            : Decision.Accept(new TrackingLinkCreated(tokenHash, expiresAt) { By = organisation });
    }

    public static Decision RevokeTrackingLink(Shipment s, string organisation, string tokenHash)
    {
        if (!s.VisibleTo(organisation)) return Decision.Refuse(Reasons.ShipmentNotFound, "There is no such shipment.");
        return s.Links.Any(l => l.TokenHash == tokenHash && !l.Revoked)
            ? Decision.Accept(new TrackingLinkRevoked(tokenHash))
            : Decision.Nothing;
    }

    /// <summary>Both sides of a handover agree, or the hub has settled it.</summary>
    public static Decision PassCustody(Shipment s, CustodyPassed c) => s switch
    {
        _ when !s.Exists() => Decision.Refuse(Reasons.ShipmentNotFound, "There is no such shipment."),
        _ when c.HandlingUnitIds.All(unit => s.Custody.Any(p => (p.HandlingUnitId, p.HandoverId, p.Organisation) == (unit, c.HandoverId, c.To))) => Decision.Nothing,
        _ => Decision.Accept(c),
    };

    public static Decision AttachDocument(Shipment s, DocumentAttached c) => s switch
    {
        _ when !s.VisibleTo(c.By) => Decision.Refuse(Reasons.ShipmentNotFound, "There is no such shipment."),
        _ when s.Documents.Any(d => d.Sha256 == c.Sha256) => Decision.Nothing,
        { Documents.Count: >= MaxDocuments } => Decision.Refuse(Reasons.TooManyDocuments, $"A shipment has at most {MaxDocuments} documents."),
        _ => Decision.Accept(c),
    };

    public static bool VisibleTo(this Shipment s, string organisation) => s.Exists() && s.PartyOrganisations().Contains(organisation);

    private static Decision Condition(Shipment s, object e, string tagId, long source)
        => !s.Exists() || source <= TagCondition.Known(s.Tags, tagId, e) ? Decision.Nothing : Decision.Accept(e);
}
