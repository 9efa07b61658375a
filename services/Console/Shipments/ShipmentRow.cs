using Logistics.Console.Edge;
using NodaTime;

namespace Logistics.Console.Shipments;

public enum Stage { Booked, Planned, InTransit, AtHub, Arrived, Delivered, Cancelled }

/// <summary>The estimate against the appointment, as one word and one shape on the screen.</summary>
internal enum Punctuality { NoEta, OnTime, AtRisk, Late, Closed }

public enum MilestoneWord { Departed, Arrived, Collected, Delivered }

/// <summary>A hub of the itinerary and how far the shipment is there.</summary>
internal sealed record Stop(string HubId, bool Arrived, bool Departed);

/// <param name="DeltaMinutes">Expected minus planned.</param>
internal sealed record NextMilestone(MilestoneWord Kind, string HubId, Instant? Planned, EtaRange? Estimated, int? DeltaMinutes);

/// <summary>A line of the shipment list; also what a change event carries.</summary>
/// <param name="LateMinutes">Minutes p50 is after the appointment; negative is early; null without one of them.</param>
internal sealed record ShipmentRow(
    string Id,
    string Reference,
    string OriginHubId,
    string DestinationHubId,
    Stage Stage,
    Punctuality Punctuality,
    IReadOnlyList<Stop> Stops,
    NextMilestone? Next,
    EtaRange? Eta,
    Instant? Due,
    int? LateMinutes,
    string? LastHubId,
    Instant? LastSeenAt,
    int OpenWorkItems,
    bool Misdirected,
    IReadOnlyList<string> HandlingUnitIds,
    long Version);

internal sealed record ShipmentPage(IReadOnlyList<ShipmentRow> Rows, string? NextPage);
