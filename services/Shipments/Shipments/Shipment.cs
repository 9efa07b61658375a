using Logistics.EventStore;
using Logistics.Shipments.Sandboxes;
using NodaTime;

namespace Logistics.Shipments.Shipments;

/// <summary>
/// Goods of one consignor to one consignee under one transport contract. Booked once; then Routing assigns an itinerary (again
/// with every new plan), carriers and reads add evidence of what happened, and estimates follow. Delivered when every handling
/// unit is reported delivered; evidence that comes later is still recorded. Or cancelled before it moved, or returned: then another
/// shipment takes the goods back. What is decided about it is in <see cref="LifeCycle"/>, what is judged from all this (late,
/// misdirected, the state itself) in <see cref="Judgements"/>.
/// </summary>
internal sealed record Shipment
{
    public static readonly StreamType<Shipment> Stream = new("shipment", new Shipment(), Evolve);

    public string Id { get; init; } = "";

    public string Reference { get; init; } = "";

    public string Operator { get; init; } = "";

    /// <summary>As booked; carriers come with the itinerary, see <see cref="Judgements.Parties"/>.</summary>
    public IReadOnlyList<Party> BookedParties { get; init; } = [];

    public RouteSpecification Route { get; init; } = new("", "", new(default, "UTC"), new(default, "UTC"));

    public IReadOnlyList<ShippedUnit> HandlingUnits { get; init; } = [];

    public TemperatureBand? Temperature { get; init; }

    public IReadOnlyList<ConditionLimits> Conditions { get; init; } = [];

    public string GoodsDescription { get; init; } = "";

    public IReadOnlyList<Reference> References { get; init; } = [];

    /// <summary>The shipment whose goods this one takes back.</summary>
    public string? ReturnOf { get; init; }

    public Instant BookedAt { get; init; }

    public Itinerary? Itinerary { get; init; }

    public string? PlanFailure { get; init; }

    /// <summary>Version of Routing's stream that the plan, or its failure, is from.</summary>
    public long PlanSource { get; init; }

    public EstimateRevised? Estimate { get; init; }

    public IReadOnlyList<Milestone> Milestones { get; init; } = [];

    public IReadOnlyList<DocumentAttached> Documents { get; init; } = [];

    /// <summary>Units that were handed over; the others are with who sends them.</summary>
    public IReadOnlyList<Possession> Custody { get; init; } = [];

    public IReadOnlyList<TagCondition> Tags { get; init; } = [];

    public IReadOnlyList<TrackingLink> Links { get; init; } = [];

    public IReadOnlyList<Share> Shares { get; init; } = [];

    public EventTime? DeliveredAt { get; init; }

    /// <summary>Those that stand, one of a kind.</summary>
    public IReadOnlyList<ShipmentHeld> Holds { get; init; } = [];

    public IReadOnlyList<string> LostUnits { get; init; } = [];

    /// <summary>When the last of them was declared lost.</summary>
    public Instant LostAt { get; init; }

    public ShipmentCancelled? Cancelled { get; init; }

    public ShipmentReturned? Returned { get; init; }

    /// <summary>A sample that its sandbox has been emptied of: nobody sees it any more.</summary>
    public bool Discarded { get; init; }

    public bool Exists() => Id.Length > 0;

    /// <summary>Nothing is planned, estimated or decided any more.</summary>
    public bool Closed() => DeliveredAt is not null || Cancelled is not null || Returned is not null;

    public IReadOnlyList<Leg> Legs() => Itinerary?.Legs ?? [];

    private static Shipment Evolve(Shipment s, object e) => e switch
    {
        ShipmentBooked booked => Book(booked),
        ItineraryAssigned plan => s with
        {
            Itinerary = new(plan.ItineraryVersion, plan.Legs, plan.Explanation),
            PlanFailure = null,
            PlanSource = plan.SourceVersion,
            Estimate = null,
            Milestones = Shipments.Milestones.Plan(plan.Legs, s.Route, s.Milestones),
        },
        PlanFailed failed => s with { PlanFailure = failed.Explanation, PlanSource = failed.SourceVersion },
        ActualRecorded actual => s with { Milestones = Shipments.Milestones.Add(s.Milestones, actual) },
        ActualRetracted retracted => s with { Milestones = Shipments.Milestones.Retract(s.Milestones, retracted) },
        EstimateRevised estimate => s with
        {
            Estimate = estimate,
            Milestones = Shipments.Milestones.Estimate(s.Milestones, estimate.Milestones),
        },
        ShipmentDelivered delivered => s with { DeliveredAt = delivered.At },
        ShipmentReopened => s with { DeliveredAt = null },
        DocumentAttached document => s with { Documents = [.. s.Documents, document] },
        CustodyPassed custody => s with { Custody = Shipments.Custody.Evolve(s.Custody, custody) },
        ExcursionStarted or ExcursionEnded or ExcursionAmended or ExcursionWithdrawn or TagFellSilent or TagHeardAgain
            or BatteryFellLow or BatteryRecovered or TagDetached => s with { Tags = TagCondition.Evolve(s.Tags, e) },
        TrackingLinkCreated link => s with { Links = [.. s.Links, new(link.TokenHash, link.ExpiresAt, false)] },
        TrackingLinkRevoked link => s with
        {
            Links = [.. s.Links.Select(l => l.TokenHash == link.TokenHash ? l with { Revoked = true } : l)],
        },
        ShipmentShared shared => s with { Shares = [.. s.Shares, new(shared.GrantId, shared.By)] },
        ShipmentUnshared unshared => s with { Shares = [.. s.Shares.Where(share => share.GrantId != unshared.GrantId)] },
        SandboxDiscarded => s with { Discarded = true },
        ShipmentAmended or ShipmentHeld or ShipmentReleased or ShipmentCancelled or ShipmentReturned or HandlingUnitsLost or HandlingUnitsFound
            => LifeCycle.Evolve(s, e),
        _ => throw new InvalidOperationException($"A shipment knows no event {e.GetType().Name}."),
    };

    private static Shipment Book(ShipmentBooked booked) => new()
    {
        Id = booked.ShipmentId,
        Reference = booked.Reference,
        Operator = booked.Operator,
        BookedParties = booked.Parties,
        Route = booked.Route,
        HandlingUnits = booked.HandlingUnits,
        Temperature = booked.Temperature,
        Conditions = booked.Conditions ?? [],
        GoodsDescription = booked.GoodsDescription,
        References = booked.References ?? [],
        ReturnOf = booked.ReturnOf,
        BookedAt = booked.BookedAt,
    };
}

internal sealed record TrackingLink(string TokenHash, Instant ExpiresAt, bool Revoked);
