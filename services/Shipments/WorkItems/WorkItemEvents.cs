using System.Text.Json.Serialization;
using NodaTime;

namespace Logistics.Shipments.WorkItems;

/// <param name="ShipmentId">Empty where it is about the hub and no shipment, here and in what follows.</param>
/// <param name="Subject">What of the shipment it is about: a leg, a tag, an order; empty for the whole.</param>
internal sealed record WorkItemRaised(
    string WorkItemId, string ShipmentId, string ShipmentReference, string Operator, WorkItemKind Kind, string Subject,
    Severity Severity, string Cause, string SuggestedAction, string HubId, Instant At)
{
    /// <summary>What the cause says, for programs.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Parameters { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<CauseLink>? Links { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ActionCode { get; init; }

    /// <summary>To be resolved by.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Instant? DueBy { get; init; }
}

/// <summary>The same cause again while the item is open, or a graver one: counted, not repeated.</summary>
internal sealed record WorkItemRaisedAgain(string ShipmentId, Severity Severity, string Cause, string SuggestedAction, string HubId, Instant At)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Parameters { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<CauseLink>? Links { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Instant? DueBy { get; init; }
}

/// <summary>The same cause, better known: no graver for it, and raised no more often.</summary>
internal sealed record WorkItemRestated(string ShipmentId, string Cause, IReadOnlyDictionary<string, string> Parameters);

internal sealed record WorkItemAcknowledged(string ShipmentId, string By);

internal sealed record WorkItemAssigned(string ShipmentId, string By, string To);

internal sealed record WorkItemNoted(string ShipmentId, string By, string Text, Instant At);

internal sealed record WorkItemShelved(string ShipmentId, string By, Instant Until)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Instant? DueBy { get; init; }
}

/// <summary>It was not resolved in time.</summary>
internal sealed record WorkItemOverdue(string ShipmentId, Instant At);

/// <param name="By">Empty where a policy saw that the cause is gone.</param>
internal sealed record WorkItemResolved(string ShipmentId, string By, string Note);
