using Logistics.Shipments.Gateways;
using Logistics.Shipments.Handovers;
using Logistics.Shipments.Shipments;
using Logistics.Shipments.TransportOrders;
using Logistics.Shipments.WorkItems;
using static Logistics.Shipments.WorkItems.Severity;
using static Logistics.Shipments.WorkItems.WorkItemKind;

namespace Logistics.Shipments;

/// <summary>Something about a shipment that a dispatcher should look at, for as long as it is so.</summary>
/// <param name="Subject">Tells several of one kind apart: leg, tag, milestone.</param>
/// <param name="Degree">Grows as it gets worse: the item is raised again when it does, not with every new figure.</param>
/// <param name="MustBeSeen">When it is over, it stays open until somebody has acknowledged it.</param>
internal sealed record Finding(
    WorkItemKind Kind, string Subject, Severity Severity, int Degree, string HubId, Cause Cause, SuggestedAction Action, bool MustBeSeen = false);

internal abstract record WorkItemCommand(WorkItemKind Kind, string Subject)
{
    internal sealed record Raise(Finding Finding) : WorkItemCommand(Finding.Kind, Finding.Subject);

    /// <summary>Where it is open still.</summary>
    internal sealed record Restate(WorkItemKind Kind, string Subject, Cause Cause) : WorkItemCommand(Kind, Subject);

    internal sealed record Clear(WorkItemKind Kind, string Subject, string Note, bool OnlyIfSeen) : WorkItemCommand(Kind, Subject);
}

/// <summary>
/// When a work item is opened and closed, all of it. <see cref="Findings(Shipment)"/> lists what holds for a shipment as it is; what holds
/// after an event and did not before (or less so) is raised, what no longer holds is cleared. The words are in
/// <see cref="Causes"/>, the judgements beside the shipment.
/// </summary>
internal static class Policies
{
    /// <summary>Late by less is not worth a look.</summary>
    public const int LateFromMinutes = 15;

    public const int CriticallyLateFromMinutes = 60;

    /// <summary>Behind the plan by this much, though still in time.</summary>
    public const int SlippingFromMinutes = 30;

    /// <summary>A tracker at less may go silent before the next hub.</summary>
    public const int NearlyEmptyBelowPercent = 10;

    private static readonly IReadOnlyList<WorkItemCommand> NoCommands = [];

    public static IEnumerable<Finding> Findings(Shipment s) => [.. CanBeLate(s) ? OnTheWay(s) : [], .. s.Closed() ? [] : BeforeTheEnd(s), .. Always(s)];

    /// <summary>Until it has come.</summary>
    private static IEnumerable<Finding> OnTheWay(Shipment s)
    {
        var (late, slip, destination, here) = (s.LateMinutes(), s.SlipMinutes(), s.Route.DestinationHubId, s.LastMovement()?.HubId ?? "");
        if (s.PlanFailure is { } why)
            yield return new(NoPlan, "", Critical, 0, s.Route.OriginHubId, Causes.NoPlan(why), Actions.ChangeAppointment);
        if (late >= LateFromMinutes)
            yield return new(Late, "", late >= CriticallyLateFromMinutes ? Critical : Warning, late / 30, destination, Causes.Late(s, late), Actions.TellConsignee);
        else if (late <= 0 && slip >= SlippingFromMinutes)
            yield return new(EtaSlipping, "", Info, slip / 30, destination, Causes.Slipping(s, slip, -late), Actions.Watch);
        foreach (var leg in s.MissedLegs())
            yield return new(MissedConnection, $"leg {leg.Index}", Critical, 0, leg.FromHubId, Causes.MissedConnection(leg), Actions.ReplanOrWait);
        if (s.Whereabouts().Where(u => u.Misdirected).ToList() is { Count: > 0 } astray)
            yield return new(Misdirected, "", Critical, astray.Count, astray[0].Last!.HubId, Causes.Misdirected(astray), Actions.HoldAndReplan);
        foreach (var tag in s.Tags.Where(t => t.SilentSince is not null))
            yield return new(SilentTag, tag.TagId, Warning, 0, here, Causes.SilentTag(tag), tag.SilentGateway is null ? Actions.ReplaceTag : Actions.CheckGateway);
        foreach (var (tag, empty) in s.Tags.Where(t => t.LowBattery is not null).Select(t => (t, t.LowBattery!.Percent < NearlyEmptyBelowPercent)))
            yield return new(LowBattery, tag.TagId, empty ? Warning : Info, empty ? 1 : 0, here, Causes.LowBattery(tag.LowBattery!), Actions.ChargeTag);
        foreach (var hold in s.Holds.Where(h => s.LastMovement() is { AtHub: false } last && last.At.Instant > h.At))
            yield return new(MovedWhileHeld, $"{hold.Kind}", Critical, 0, here, Causes.MovedWhileHeld(hold, s.LastMovement()!), Actions.ReleaseHold);
    }

    /// <summary>Until it is delivered, cancelled or returned.</summary>
    private static IEnumerable<Finding> BeforeTheEnd(Shipment s)
    {
        var (units, here) = (s.Whereabouts(), s.LastMovement()?.HubId ?? "");
        if (units.Where(u => u.Missing).ToList() is { Count: > 0 } missing)
            yield return new(MissingUnits, "", Warning, missing.Count, missing[0].Last?.HubId ?? here, Causes.Missing(missing), Actions.Search);
        if (units.Where(u => u.Lost).ToList() is { Count: > 0 } lost)
            yield return new(Lost, "", Critical, s.SeenSinceLost() ? lost.Count + 1 : lost.Count, here, Causes.Lost(lost, s.SeenSinceLost()), Actions.Search);
        if (units.Any(u => u.Delivered) && s.Outstanding() is { Count: > 0 } outstanding)
            yield return new(PartialDelivery, "", Warning, 0, s.Route.DestinationHubId, Causes.PartialDelivery(s, outstanding), Actions.DeliverRest);
        if (s.FailedAttempt() is { } attempt)
            yield return new(DeliveryFailed, "", Warning, s.Attempts(), here, Causes.DeliveryFailed(attempt, here), Actions.TryAgain);
    }

    /// <summary>Also of one that is closed: what contradicts its end comes after it.</summary>
    private static IEnumerable<Finding> Always(Shipment s)
    {
        foreach (var (tag, warm) in s.Tags.Select(t => (t.TagId, t.Excursion())).Where(t => t.Item2?.Lasts() == true))
            yield return new(WorkItemKind.Excursion, tag, Critical, 0, s.LastMovement()?.HubId ?? "", Causes.Excursion(tag, warm!), Actions.Inspect, MustBeSeen: true);
        foreach (var m in s.Milestones.Where(m => m.Contradicted()))
            yield return new(Contradiction, $"{m.Kind} {m.HubId} {m.LegIndex}", Warning, 0, m.HubId, Causes.Contradiction(m), Actions.AskCarrier, MustBeSeen: true);
        foreach (var f in s.FalseDeliveries())
            yield return new(Contradiction, $"delivery {f.Unit}", Critical, 0, f.HubId, Causes.FalseDelivery(f), Actions.AskCarrier, MustBeSeen: true);
    }

    public static IEnumerable<Finding> Findings(Handover h)
    {
        if (h is { Overdue: true } && h.State() == HandoverState.Open)
            yield return new(WorkItemKind.HandoverOpen, h.Id, Warning, 0, h.Terms.HubId, Causes.HandoverOpen(h), Actions.RemindParty);
        if (h.State() == HandoverState.Disputed)
            yield return new(WorkItemKind.HandoverDisputed, h.Id, Critical, 0, h.Terms.HubId, Causes.HandoverDisputed(h), Actions.SettleHandover);
    }

    /// <summary>One that is at no hub blinds none: what its tags tell, or no longer tell, is said of them.</summary>
    public static IEnumerable<Finding> Findings(string gatewayId, Gateway gateway)
    {
        if (gateway.Silent is { HubId: { } hub } silent)
            yield return new(SilentGateway, gatewayId, Warning, 0, hub, Causes.SilentGateway(gatewayId, silent), Actions.CheckGateway);
    }

    public static IReadOnlyList<WorkItemCommand> After(string gatewayId, Gateway before, Gateway after)
        => [.. Changes(Findings(gatewayId, before), Findings(gatewayId, after))];

    public static IReadOnlyList<WorkItemCommand> After(Handover before, Handover after) => [.. Changes(Findings(before), Findings(after))];

    public static IReadOnlyList<WorkItemCommand> After(Shipment before, Shipment after) => After(before, Findings(before), after, Findings(after));

    /// <summary>For whoever knows the findings already.</summary>
    public static IReadOnlyList<WorkItemCommand> After(
        Shipment before, IEnumerable<Finding> findingsBefore, Shipment after, IEnumerable<Finding> findingsAfter) =>
        [
            .. Changes(findingsBefore, findingsAfter).Where(c => c is not WorkItemCommand.Clear { Kind: Late }).Select(c => Unwatched(c, after)),
            .. AmendedExcursions(before, after),
            .. LowerBatteries(before, after),
            .. InTimeAgain(before, after) ? [new WorkItemCommand.Clear(Late, "", "In time again, or there.", false)] : NoCommands,
            .. OrdersNoLongerPlanned(before, after).SelectMany(order => new[] { OrderRejected, OrderTimedOut }
                .Select(kind => new WorkItemCommand.Clear(kind, order, "Planned anew.", false))),
        ];

    private static IEnumerable<WorkItemCommand> Changes(IEnumerable<Finding> before, IEnumerable<Finding> after)
    {
        var held = before.ToDictionary(f => (f.Kind, f.Subject));
        var holds = after.ToDictionary(f => (f.Kind, f.Subject));
        return
        [
            .. holds.Values.Where(f => !held.TryGetValue((f.Kind, f.Subject), out var old) || old.Degree < f.Degree)
                .Select(f => new WorkItemCommand.Raise(f)),
            .. held.Values.Where(f => !holds.ContainsKey((f.Kind, f.Subject)))
                .Select(f => new WorkItemCommand.Clear(f.Kind, f.Subject, "The cause is gone.", f.MustBeSeen)),
        ];
    }

    /// <summary>The shipment whose order failed; null for any other event of an order.</summary>
    public static string? ShipmentOf(object orderEvent) => orderEvent switch
    {
        TransportOrderRejected rejected => rejected.ShipmentId,
        TransportOrderTimedOut timedOut => timedOut.ShipmentId,
        _ => null,
    };

    public static WorkItemCommand AfterOrder(Shipment s, string orderId, object orderEvent)
    {
        var leg = s.Legs().FirstOrDefault(l => l.TransportOrderId == orderId);
        var (carrier, hub) = (leg?.CarrierId ?? "The carrier", leg?.FromHubId ?? "");
        return new WorkItemCommand.Raise(orderEvent is TransportOrderRejected { Reason: var reason }
            ? new(OrderRejected, orderId, Critical, 0, hub, Causes.OrderRejected(carrier, leg, reason), Actions.Replan)
            : new(OrderTimedOut, orderId, Critical, 0, hub, Causes.OrderTimedOut(carrier, leg), Actions.Replan));
    }

    /// <summary>What a dispatcher looks at says what is known by now, also of one that is over; one that never was is no exception.</summary>
    private static IEnumerable<WorkItemCommand> AmendedExcursions(Shipment before, Shipment after)
    {
        foreach (var tag in after.Tags)
        {
            var (was, now) = (before.Tags.FirstOrDefault(t => t.TagId == tag.TagId)?.Excursion(), tag.Excursion());
            if (was is null || now == was) continue;
            yield return now is null
                ? new WorkItemCommand.Clear(WorkItemKind.Excursion, tag.TagId, "Late reads showed that there was none.", false)
                : new WorkItemCommand.Restate(WorkItemKind.Excursion, tag.TagId, Causes.Excursion(tag.TagId, now));
        }
    }

    /// <summary>Whoever has seen it is not told that it was back within its limits where nobody measured that.</summary>
    private static WorkItemCommand Unwatched(WorkItemCommand command, Shipment after)
        => command is WorkItemCommand.Clear { Kind: WorkItemKind.Excursion } clear
            && after.Tags.FirstOrDefault(t => t.TagId == clear.Subject)?.Excursion() is { EndedBy: not null } over
            ? clear with { Note = $"It lasted to the end{Causes.Unwatched(over)}." }
            : command;

    private static IEnumerable<WorkItemCommand> LowerBatteries(Shipment before, Shipment after)
        => from tag in after.Tags
           where tag.LowBattery is { } now && before.Tags.FirstOrDefault(t => t.TagId == tag.TagId)?.LowBattery is { } was && was != now
           select new WorkItemCommand.Restate(LowBattery, tag.TagId, Causes.LowBattery(tag.LowBattery!));

    /// <summary>A late item is raised at a quarter of an hour and cleared at none, so that it does not flap in between.</summary>
    private static bool InTimeAgain(Shipment before, Shipment after)
        => CanBeLate(before) && before.LateMinutes() > 0 && (!CanBeLate(after) || after.LateMinutes() <= 0);

    private static bool CanBeLate(Shipment s) => !s.Closed() && s.State() != ShipmentState.Arrived;

    private static IEnumerable<string> OrdersNoLongerPlanned(Shipment before, Shipment after)
        => before.Legs().Select(l => l.TransportOrderId)
            .Where(order => (after.Closed() && !before.Closed()) || !after.Legs().Any(l => l.TransportOrderId == order));
}
