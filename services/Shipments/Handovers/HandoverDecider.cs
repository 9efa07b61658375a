using Logistics.EventStore;
using NodaTime;

namespace Logistics.Shipments.Handovers;

internal static class HandoverDecider
{
    /// <summary>The other side has this long before somebody looks after it.</summary>
    public static readonly Duration Patience = Duration.FromHours(2);

    /// <param name="by">Whose side it is, or the hub for somebody on the phone.</param>
    public static Decision Confirm(Handover h, string id, HandoverTerms terms, string @operator, HandoverConfirmed c, string by, Instant now)
    {
        var side = c.Side == HandoverSide.Releasing ? terms.From : terms.To;
        if (by != side && by != @operator) return Decision.Refuse(Reasons.NotYourSide, "A party speaks for its own side of a handover.");
        if (terms.From == terms.To) return Decision.Refuse(Reasons.HandoverToOneself, "Releasing and receiving party are the same.");
        return (h.State(), c.Side == HandoverSide.Releasing ? h.Released : h.Received) switch
        {
            (HandoverState.None, _) => Decision.Accept(new HandoverOpened(id, terms, @operator, now), c),
            (_, { } said) when said.HandlingUnitIds.ToHashSet().SetEquals(c.HandlingUnitIds) => Decision.Nothing,
            (_, not null) => Decision.Refuse(Reasons.HandoverConfirmed, "This side has spoken already; the hub settles what it got wrong."),
            _ => Decision.Accept(c),
        };
    }

    public static Decision Dispute(Handover h, string by, string reason, Instant now) => h switch
    {
        _ when !h.VisibleTo(by) => NotFound(),
        { Dispute: not null } or { Settled: not null } => Decision.Nothing,
        _ => Decision.Accept(new HandoverDisputed(by, reason, now)),
    };

    /// <summary>The hub has heard both sides. Again with the same outcome is a success.</summary>
    public static Decision Settle(Handover h, IReadOnlyList<string> units, string by, string note, Instant now) => h switch
    {
        _ when !h.VisibleTo(by) || h.Operator != by => NotFound(),
        { Settled: { } settled } => settled.HandlingUnitIds.ToHashSet().SetEquals(units)
            ? Decision.Nothing
            : Decision.Refuse(Reasons.HandoverSettled, "The handover is settled."),
        _ when h.State() == HandoverState.Completed => Decision.Refuse(Reasons.HandoverCompleted, "Both sides agree: there is nothing to settle."),
        _ => Decision.Accept(new HandoverSettled(units, by, note, now)),
    };

    public static Decision MissDeadline(Handover h, Instant now)
        => h.State() == HandoverState.Open && !h.Overdue && !h.Discarded && now >= h.OpenedAt + Patience ? Decision.Accept(new HandoverOverdue(now)) : Decision.Nothing;

    private static Decision NotFound() => Decision.Refuse(Reasons.HandoverNotFound, "There is no such handover.");
}
