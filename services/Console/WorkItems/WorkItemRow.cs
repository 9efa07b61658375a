using Logistics.Console.Edge;
using Logistics.Shipments.V1;
using NodaTime;
using Grade = Logistics.Shipments.V1.Severity;

namespace Logistics.Console.WorkItems;

internal enum WorkItemWord { Other, Late, EtaSlipping, MissedConnection, Misdirected, Excursion, SilentTag, Contradiction, NoPlan, OrderRejected, LowBattery, SilentGateway }

internal enum SeverityWord { Info, Warning, Critical }

internal enum WorkItemStage { New, Acknowledged, Shelved, Resolved }

/// <summary>An exception as the worklist shows it; also what a change event carries.</summary>
/// <param name="ShipmentId">Empty where it is about a hub and no shipment.</param>
/// <param name="Count">How often the same cause was raised while it was open.</param>
internal sealed record WorkItemRow(
    string Id,
    WorkItemWord Kind,
    SeverityWord Severity,
    WorkItemStage State,
    string ShipmentId,
    string ShipmentReference,
    string Cause,
    string SuggestedAction,
    int Count,
    Instant? RaisedAt,
    Instant? LastRaisedAt,
    string? Owner,
    Instant? ShelvedUntil,
    string? HubId,
    long Version)
{
    internal static WorkItemRow Of(WorkItem item) => new(
        item.Id, KindOf(item.Kind), SeverityOf(item.Severity), StageOf(item.State), item.ShipmentId, item.ShipmentReference, item.Cause, item.SuggestedAction,
        Math.Max(1, item.Count), item.RaisedAt.OrNull(), item.LastRaisedAt.OrNull(), item.Owner.OrNull(), item.ShelvedUntil.OrNull(), item.HubId.OrNull(), item.Version);

    private static WorkItemWord KindOf(WorkItemKind kind) => kind switch
    {
        WorkItemKind.Late => WorkItemWord.Late,
        WorkItemKind.EtaSlipping => WorkItemWord.EtaSlipping,
        WorkItemKind.MissedConnection => WorkItemWord.MissedConnection,
        WorkItemKind.Misdirected => WorkItemWord.Misdirected,
        WorkItemKind.Excursion => WorkItemWord.Excursion,
        WorkItemKind.SilentTag => WorkItemWord.SilentTag,
        WorkItemKind.Contradiction => WorkItemWord.Contradiction,
        WorkItemKind.NoPlan => WorkItemWord.NoPlan,
        WorkItemKind.OrderRejected => WorkItemWord.OrderRejected,
        WorkItemKind.LowBattery => WorkItemWord.LowBattery,
        WorkItemKind.SilentGateway => WorkItemWord.SilentGateway,
        _ => WorkItemWord.Other,
    };

    private static SeverityWord SeverityOf(Grade grade) => grade switch
    {
        Grade.Critical => SeverityWord.Critical,
        Grade.Warning => SeverityWord.Warning,
        _ => SeverityWord.Info,
    };

    private static WorkItemStage StageOf(WorkItemState state) => state switch
    {
        WorkItemState.Acknowledged => WorkItemStage.Acknowledged,
        WorkItemState.Shelved => WorkItemStage.Shelved,
        WorkItemState.Resolved => WorkItemStage.Resolved,
        _ => WorkItemStage.New,
    };
}

internal sealed record WorkItemPage(IReadOnlyList<WorkItemRow> Items, string? NextPage);
