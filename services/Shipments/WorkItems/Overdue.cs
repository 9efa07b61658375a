using Logistics.EventStore;
using Logistics.Shipments.Deadlines;
using Logistics.Shipments.Streams;
using NodaTime;

namespace Logistics.Shipments.WorkItems;

/// <summary>Nobody resolved it in time.</summary>
internal sealed class Overdue(Transactor transactor) : DeadlineKind
{
    public override string Name => "work-item";

    public override Deadline? Change(StoredEvent e) => e.Data switch
    {
        WorkItemRaised { DueBy: { } by } => Deadline.Set(Subject(e), by),
        WorkItemRaisedAgain { DueBy: { } by } => Deadline.Set(Subject(e), by),
        WorkItemShelved { DueBy: { } by } => Deadline.Set(Subject(e), by),
        WorkItemOverdue or WorkItemResolved => Deadline.Drop(Subject(e)),
        _ => null,
    };

    public override Task Pass(string workItemId, Instant now, CancellationToken ct) => transactor.Transact(
        WorkItem.Stream, workItemId, item => WorkItemDecider.MissDeadline(item, now), CommandContext.None with { Actor = "clock" }, ct);

    private static string Subject(StoredEvent e) => StreamNames.IdIn(WorkItem.Stream, e.StreamId)!;
}
