using Logistics.EventStore;
using NodaTime;
using static Logistics.Shipments.WorkItems.WorkItemState;

namespace Logistics.Shipments.WorkItems;

internal static class WorkItemDecider
{
    public const int MaxNotes = 200;

    public static readonly Duration LongestShelving = Duration.FromDays(30);

    public static Decision Raise(WorkItem item, WorkItemRaised c) => Decision.Accept(item.Open() ? Again(item, c) : c);

    /// <summary>The cause is gone. What nobody has seen yet and somebody should (<paramref name="onlyIfSeen"/>) stays.</summary>
    public static Decision Clear(WorkItem item, string note, bool onlyIfSeen) => item.State switch
    {
        None or Resolved => Decision.Nothing,
        New when onlyIfSeen => Decision.Nothing,
        _ => Decision.Accept(new WorkItemResolved(item.Raised!.ShipmentId, "", note)),
    };

    /// <summary>What is resolved stays as it was.</summary>
    public static Decision Restate(WorkItem item, Cause cause) => item.Open() && item.Raised!.Cause != cause.Text
        ? Decision.Accept(new WorkItemRestated(item.Raised.ShipmentId, cause.Text, cause.Parameters))
        : Decision.Nothing;

    public static Decision Acknowledge(WorkItem item, string organisation, string by) => Seen(item, organisation) switch
    {
        Acknowledged when item.Owner == by => Decision.Nothing,
        New or Acknowledged or Shelved => Decision.Accept(new WorkItemAcknowledged(item.Raised!.ShipmentId, by)),
        var state => Refuse(state),
    };

    public static Decision Assign(WorkItem item, string organisation, string by, string to) => Seen(item, organisation) switch
    {
        None => Refuse(None),
        Resolved => Refuse(Resolved),
        _ when item.Owner == to => Decision.Nothing,
        _ => Decision.Accept(new WorkItemAssigned(item.Raised!.ShipmentId, by, to)),
    };

    public static Decision Note(WorkItem item, string organisation, string by, string text, Instant now) => Seen(item, organisation) switch
    {
        None => Refuse(None),
        _ when item.Notes is [.., { } last] && (last.By, last.Text) == (by, text) => Decision.Nothing,
        _ when item.Notes.Count >= MaxNotes => Decision.Refuse(Reasons.TooManyNotes, $"A work item has at most {MaxNotes} notes."),
        _ => Decision.Accept(new WorkItemNoted(item.Raised!.ShipmentId, by, text, now)),
    };

    /// <summary>Once: what is overdue stays so until it is resolved or shelved.</summary>
    public static Decision MissDeadline(WorkItem item, Instant now) => item.Open() && !item.Overdue && item.DueBy <= now
        ? Decision.Accept(new WorkItemOverdue(item.Raised!.ShipmentId, now))
        : Decision.Nothing;

    public static Decision Shelve(WorkItem item, string organisation, string by, Instant until, Instant now) => Seen(item, organisation) switch
    {
        None => Refuse(None),
        Resolved => Refuse(Resolved),
        _ when until <= now || until > now + LongestShelving
            => Decision.Refuse(Reasons.ShelvingOutOfRange, "A work item is shelved for 30 days at most, from now on."),
        Shelved when item.ShelvedUntil == until && item.Owner == by => Decision.Nothing,
        _ => Decision.Accept(new WorkItemShelved(item.Raised!.ShipmentId, by, until) { DueBy = until > item.DueBy ? until : null }),
    };

    public static Decision Resolve(WorkItem item, string organisation, string by, string note) => Seen(item, organisation) switch
    {
        None => Refuse(None),
        Resolved => Decision.Nothing,
        _ => Decision.Accept(new WorkItemResolved(item.Raised!.ShipmentId, by, note)),
    };

    /// <summary>A graver cause brings the deadline forward, never back.</summary>
    private static WorkItemRaisedAgain Again(WorkItem item, WorkItemRaised c)
        => new(c.ShipmentId, c.Severity, c.Cause, c.SuggestedAction, c.HubId, c.At)
        {
            Parameters = c.Parameters,
            Links = c.Links,
            DueBy = c.Severity > item.Raised!.Severity && c.DueBy < item.DueBy ? c.DueBy : null,
        };

    private static WorkItemState Seen(WorkItem item, string organisation)
        => item.Raised?.Operator == organisation ? item.State : None;

    private static Decision Refuse(WorkItemState state) => state == Resolved
        ? Decision.Refuse(Reasons.WorkItemResolved, "The work item is resolved.")
        : Decision.Refuse(Reasons.WorkItemNotFound, "There is no such work item.");
}
