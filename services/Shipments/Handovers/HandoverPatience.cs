using Logistics.EventStore;
using Logistics.Shipments.Deadlines;
using Logistics.Shipments.Sandboxes;
using Logistics.Shipments.Streams;
using NodaTime;

namespace Logistics.Shipments.Handovers;

/// <summary>The other side of a handover has not spoken.</summary>
internal sealed class HandoverPatience(Transactor transactor) : DeadlineKind
{
    public override string Name => "handover";

    /// <summary>A handover that is completed meanwhile is asked about once, and then dropped by nobody: so its second word drops it.</summary>
    public override Deadline? Change(StoredEvent e) => e.Data switch
    {
        HandoverOpened opened => Deadline.Set(Subject(e), opened.At + HandoverDecider.Patience),
        HandoverConfirmed when e.Version > 2 => Deadline.Drop(Subject(e)),
        HandoverOverdue or HandoverSettled or HandoverDisputed => Deadline.Drop(Subject(e)),
        SandboxDiscarded when StreamNames.IdIn(Handover.Stream, e.StreamId) is { } handover => Deadline.Drop(handover),
        _ => null,
    };

    public override Task Pass(string handoverId, Instant now, CancellationToken ct) => transactor.Transact(
        Handover.Stream, handoverId, h => HandoverDecider.MissDeadline(h, now), CommandContext.None with { Actor = "clock" }, ct);

    private static string Subject(StoredEvent e) => StreamNames.IdIn(Handover.Stream, e.StreamId)!;
}
