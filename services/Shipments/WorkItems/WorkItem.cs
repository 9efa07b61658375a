using System.Text.Json.Serialization;
using Logistics.EventStore;
using NodaTime;

namespace Logistics.Shipments.WorkItems;

[JsonConverter(typeof(JsonStringEnumConverter<WorkItemKind>))]
internal enum WorkItemKind
{
    [JsonStringEnumMemberName("late")] Late = 1,
    [JsonStringEnumMemberName("eta-slipping")] EtaSlipping,
    [JsonStringEnumMemberName("missed-connection")] MissedConnection,
    [JsonStringEnumMemberName("misdirected")] Misdirected,
    [JsonStringEnumMemberName("excursion")] Excursion,
    [JsonStringEnumMemberName("silent-tag")] SilentTag,
    [JsonStringEnumMemberName("contradiction")] Contradiction,
    [JsonStringEnumMemberName("no-plan")] NoPlan,
    [JsonStringEnumMemberName("order-rejected")] OrderRejected,
    [JsonStringEnumMemberName("order-timed-out")] OrderTimedOut,
}

[JsonConverter(typeof(JsonStringEnumConverter<Severity>))]
internal enum Severity
{
    [JsonStringEnumMemberName("info")] Info = 1,
    [JsonStringEnumMemberName("warning")] Warning,
    [JsonStringEnumMemberName("critical")] Critical,
}

internal enum WorkItemState
{
    None,
    New,
    Acknowledged,
    Shelved,
    Resolved,
}

/// <param name="Subject">What of the shipment it is about: a leg, a tag, an order; empty for the whole.</param>
internal sealed record WorkItemRaised(
    string WorkItemId, string ShipmentId, string ShipmentReference, string Operator, WorkItemKind Kind, string Subject,
    Severity Severity, string Cause, string SuggestedAction, string HubId, Instant At);

/// <summary>The same cause again while the item is open, or a graver one: counted, not repeated.</summary>
internal sealed record WorkItemRaisedAgain(string ShipmentId, Severity Severity, string Cause, string SuggestedAction, string HubId, Instant At);

internal sealed record WorkItemAcknowledged(string ShipmentId, string By);

internal sealed record WorkItemShelved(string ShipmentId, string By, Instant Until);

/// <param name="By">Empty where a policy saw that the cause is gone.</param>
internal sealed record WorkItemResolved(string ShipmentId, string By, string Note);

/// <summary>
/// An exception that a dispatcher should look at. One item per shipment, kind and subject: raised by a policy, counted while it
/// lasts, acknowledged, shelved for a while, and resolved by a dispatcher or by the policy when the cause is gone. When the cause
/// returns later, the same item is raised anew.
/// </summary>
internal sealed record WorkItem
{
    public static readonly StreamType<WorkItem> Stream = new("work-item", new WorkItem(), Evolve);

    public WorkItemState State { get; init; }

    public WorkItemRaised? Raised { get; init; }

    public int Count { get; init; }

    public Instant LastRaisedAt { get; init; }

    public string Owner { get; init; } = "";

    public Instant? ShelvedUntil { get; init; }

    public bool Open() => State is not (WorkItemState.None or WorkItemState.Resolved);

    public static WorkItem Evolve(WorkItem item, object e) => e switch
    {
        WorkItemRaised raised => new() { State = WorkItemState.New, Raised = raised, Count = 1, LastRaisedAt = raised.At },
        WorkItemRaisedAgain again => item with
        {
            Raised = item.Raised! with
            {
                Severity = again.Severity,
                Cause = again.Cause,
                SuggestedAction = again.SuggestedAction,
                HubId = again.HubId,
            },
            Count = item.Count + 1,
            LastRaisedAt = again.At,
        },
        WorkItemAcknowledged acknowledged => item with
        {
            State = WorkItemState.Acknowledged,
            Owner = acknowledged.By,
            ShelvedUntil = null,
        },
        WorkItemShelved shelved => item with { State = WorkItemState.Shelved, Owner = shelved.By, ShelvedUntil = shelved.Until },
        WorkItemResolved => item with { State = WorkItemState.Resolved, ShelvedUntil = null },
        _ => throw new InvalidOperationException($"A work item knows no event {e.GetType().Name}."),
    };
}
