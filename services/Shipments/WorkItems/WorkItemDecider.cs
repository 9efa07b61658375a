using Logistics.EventStore;
using NodaTime;
using static Logistics.Shipments.WorkItems.WorkItemState;

namespace Logistics.Shipments.WorkItems;

internal static class WorkItemDecider
{
    public static readonly Duration LongestShelving = Duration.FromDays(30);

    public static Decision Raise(WorkItem item, WorkItemRaised c) => item.Open()
        ? Decision.Accept(new WorkItemRaisedAgain(c.ShipmentId, c.Severity, c.Cause, c.SuggestedAction, c.HubId, c.At))
        : Decision.Accept(c);

    /// <summary>The cause is gone. What nobody has seen yet and somebody should (<paramref name="onlyIfSeen"/>) stays.</summary>
    public static Decision Clear(WorkItem item, string note, bool onlyIfSeen) => item.State switch
    {
        None or Resolved => Decision.Nothing,
        New when onlyIfSeen => Decision.Nothing,
        _ => Decision.Accept(new WorkItemResolved(item.Raised!.ShipmentId, "", note)),
    };

    public static Decision Acknowledge(WorkItem item, string organisation, string by) => Seen(item, organisation) switch
    {
        Acknowledged when item.Owner == by => Decision.Nothing,
        New or Acknowledged or Shelved => Decision.Accept(new WorkItemAcknowledged(item.Raised!.ShipmentId, by)),
        var state => Refuse(state),
    };

    public static Decision Shelve(WorkItem item, string organisation, string by, Instant until, Instant now) => Seen(item, organisation) switch
    {
        None => Refuse(None),
        Resolved => Refuse(Resolved),
        _ when until <= now || until > now + LongestShelving
            => Decision.Refuse(Reasons.ShelvingOutOfRange, "A work item is shelved for 30 days at most, from now on."),
        Shelved when item.ShelvedUntil == until && item.Owner == by => Decision.Nothing,
        _ => Decision.Accept(new WorkItemShelved(item.Raised!.ShipmentId, by, until)),
    };

    public static Decision Resolve(WorkItem item, string organisation, string by, string note) => Seen(item, organisation) switch
    {
        None => Refuse(None),
        Resolved => Decision.Nothing,
        _ => Decision.Accept(new WorkItemResolved(item.Raised!.ShipmentId, by, note)),
    };

    private static WorkItemState Seen(WorkItem item, string organisation)
        => item.Raised?.Operator == organisation ? item.State : None;

    private static Decision Refuse(WorkItemState state) => state == Resolved
        ? Decision.Refuse(Reasons.WorkItemResolved, "The work item is resolved.")
        : Decision.Refuse(Reasons.WorkItemNotFound, "There is no such work item.");
}
