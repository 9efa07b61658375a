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
    [JsonStringEnumMemberName("missing-units")] MissingUnits,
    [JsonStringEnumMemberName("partial-delivery")] PartialDelivery,
    [JsonStringEnumMemberName("delivery-failed")] DeliveryFailed,
    [JsonStringEnumMemberName("moved-while-held")] MovedWhileHeld,
    [JsonStringEnumMemberName("lost")] Lost,
    [JsonStringEnumMemberName("handover-open")] HandoverOpen,
    [JsonStringEnumMemberName("handover-disputed")] HandoverDisputed,
    [JsonStringEnumMemberName("low-battery")] LowBattery,
    [JsonStringEnumMemberName("silent-gateway")] SilentGateway,
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

/// <summary>
/// An exception that a dispatcher should look at. One item per shipment, kind and subject: raised by a policy, counted while it
/// lasts, assigned, acknowledged, shelved for a while, noted on, overdue when its time is over, and resolved by a dispatcher or by the policy when the cause is gone. When the cause
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

    /// <summary>To be resolved by; the earliest that any of its raisings asked for, later where it was shelved.</summary>
    public Instant? DueBy { get; init; }

    public bool Overdue { get; init; }

    public IReadOnlyList<WorkItemNoted> Notes { get; init; } = [];

    public bool Open() => State is not (WorkItemState.None or WorkItemState.Resolved);

    public static WorkItem Evolve(WorkItem item, object e) => e switch
    {
        WorkItemRaised raised => new()
        {
            State = WorkItemState.New,
            Raised = raised,
            Count = 1,
            LastRaisedAt = raised.At,
            DueBy = raised.DueBy,
            Notes = item.Notes,
        },
        WorkItemRaisedAgain again => item with
        {
            Raised = item.Raised! with
            {
                Severity = again.Severity,
                Cause = again.Cause,
                SuggestedAction = again.SuggestedAction,
                HubId = again.HubId,
                Parameters = again.Parameters ?? item.Raised.Parameters,
                Links = again.Links ?? item.Raised.Links,
            },
            DueBy = again.DueBy ?? item.DueBy,
            Count = item.Count + 1,
            LastRaisedAt = again.At,
        },
        WorkItemRestated restated => item with { Raised = item.Raised! with { Cause = restated.Cause, Parameters = restated.Parameters } },
        WorkItemAcknowledged acknowledged => item with
        {
            State = WorkItemState.Acknowledged,
            Owner = acknowledged.By,
            ShelvedUntil = null,
        },
        WorkItemAssigned assigned => item with { Owner = assigned.To },
        WorkItemNoted noted => item with { Notes = [.. item.Notes, noted] },
        WorkItemShelved shelved => item with
        {
            State = WorkItemState.Shelved,
            Owner = shelved.By,
            ShelvedUntil = shelved.Until,
            DueBy = shelved.DueBy ?? item.DueBy,
            Overdue = item.Overdue && shelved.DueBy is null,
        },
        WorkItemOverdue => item with { Overdue = true },
        WorkItemResolved => item with { State = WorkItemState.Resolved, ShelvedUntil = null },
        _ => throw new InvalidOperationException($"A work item knows no event {e.GetType().Name}."),
    };
}
