using Logistics.Shipments.Shipments;
using Logistics.Shipments.TransportOrders;
using Logistics.Shipments.WorkItems;
using NodaTime.Text;

namespace Logistics.Shipments;

/// <summary>Something about a shipment that a dispatcher should look at, for as long as it is so.</summary>
/// <param name="Subject">Tells several of one kind apart: leg, tag, milestone.</param>
/// <param name="Degree">Grows as it gets worse: the item is raised again when it does, not with every new figure.</param>
/// <param name="MustBeSeen">When it is over, it stays open until somebody has acknowledged it.</param>
internal sealed record Finding(
    WorkItemKind Kind, string Subject, Severity Severity, int Degree, string HubId, string Cause, string SuggestedAction,
    bool MustBeSeen = false);

internal abstract record WorkItemCommand(WorkItemKind Kind, string Subject)
{
    internal sealed record Raise(Finding Finding) : WorkItemCommand(Finding.Kind, Finding.Subject);

    internal sealed record Clear(WorkItemKind Kind, string Subject, string Note, bool OnlyIfSeen) : WorkItemCommand(Kind, Subject);
}

/// <summary>
/// When a work item is opened and closed, all of it. <see cref="Findings"/> lists what holds for a shipment as it is; what holds
/// after an event and did not before (or less so) is raised, what no longer holds is cleared.
/// </summary>
internal static class Policies
{
    /// <summary>Late by less is not worth a look.</summary>
    public const int LateFromMinutes = 15;

    public const int CriticallyLateFromMinutes = 60;

    /// <summary>Behind the plan by this much, though still in time.</summary>
    public const int SlippingFromMinutes = 30;

    private static readonly InstantPattern Minute = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm'Z'");

    private static readonly IReadOnlyList<WorkItemCommand> NoCommands = [];

    public static IEnumerable<Finding> Findings(Shipment s)
    {
        var late = s.LateMinutes();
        var slip = s is { Estimate: { } e } && s.PlannedArrival() is { } plan ? (int)(e.Arrival.P50 - plan).TotalMinutes : 0;
        var destination = s.Route.DestinationHubId;

        if (CanBeLate(s))
        {
            if (s.PlanFailure is { } why)
                yield return new(WorkItemKind.NoPlan, "", Severity.Critical, 0, s.Route.OriginHubId, $"No itinerary: {why}", "Change the appointment, or book a carrier by hand.");
            if (late >= LateFromMinutes)
                yield return new(
                    WorkItemKind.Late, "", late >= CriticallyLateFromMinutes ? Severity.Critical : Severity.Warning, late / 30, destination,
                    $"Expected at {destination} {late} min after {Minute.Format(s.Due())}.", "Tell the consignee, or re-plan the remaining legs.");
            else if (late <= 0 && slip >= SlippingFromMinutes)
                yield return new(
                    WorkItemKind.EtaSlipping, "", Severity.Info, slip / 30, destination,
                    $"Expected at {destination} {slip} min later than planned, {-late} min before it is due.", "Watch it.");
            foreach (var leg in (s.Estimate?.MissedConnections ?? []).Distinct())
                if (s.Legs().FirstOrDefault(l => l.Index == leg) is { } missed)
                    yield return new(
                        WorkItemKind.MissedConnection, $"leg {leg}", Severity.Critical, 0, missed.FromHubId,
                        $"{missed.ServiceId} leaves {missed.FromHubId} at {Minute.Format(missed.Departure)} before the shipment can be there.",
                        "Re-plan from there, or ask the carrier to wait.");
            if (s.Misdirected())
                yield return new(
                    WorkItemKind.Misdirected, "", Severity.Critical, 0, s.LastMovement()!.HubId,
                    $"Seen at {s.LastMovement()!.HubId}, which is not on its itinerary.", "Hold it there and re-plan.");
            foreach (var tag in s.Tags.Where(t => t.SilentSince is not null))
                yield return new(
                    WorkItemKind.SilentTag, tag.TagId, Severity.Warning, 0, s.LastMovement()?.HubId ?? "",
                    $"Tag {tag.TagId} on {tag.HandlingUnitId} was last heard at {Minute.Format(tag.SilentSince!.Instant)}.",
                    "Ask where the unit is; replace the tag.");
        }

        foreach (var tag in s.Tags.Where(t => t is { Excursion: not null, Ended: null }))
            yield return new(
                WorkItemKind.Excursion, tag.TagId, Severity.Critical, 0, s.LastMovement()?.HubId ?? "",
                FormattableString.Invariant(
                    $"{tag.Excursion!.Condition} outside {tag.Excursion.Limits} since {Minute.Format(tag.Excursion.Since.Instant)}, peak {tag.Excursion.Peak} {tag.Excursion.Unit}."),
                "Have the unit checked and cooled.", MustBeSeen: true);
        foreach (var m in s.Milestones.Where(m => m.Contradicted()))
            yield return new(
                WorkItemKind.Contradiction, $"{m.Kind} {m.HubId} {m.LegIndex}", Severity.Warning, 0, m.HubId,
                $"{m.Kind} {m.HubId}: reads say {Minute.Format(m.Earliest(EvidenceKind.Read)!.Instant)}, "
                + $"reports say {Minute.Format(m.Earliest(EvidenceKind.Report)!.Instant)}.",
                "Ask the carrier what happened.", MustBeSeen: true);
    }

    public static IReadOnlyList<WorkItemCommand> After(Shipment before, Shipment after)
    {
        var held = Findings(before).ToDictionary(f => (f.Kind, f.Subject));
        var holds = Findings(after).ToDictionary(f => (f.Kind, f.Subject));
        return
        [
            .. holds.Values.Where(f => !held.TryGetValue((f.Kind, f.Subject), out var old) || old.Degree < f.Degree)
                .Select(f => new WorkItemCommand.Raise(f)),
            .. held.Values.Where(f => !holds.ContainsKey((f.Kind, f.Subject)) && f.Kind != WorkItemKind.Late)
                .Select(f => new WorkItemCommand.Clear(f.Kind, f.Subject, "The cause is gone.", f.MustBeSeen)),
            .. InTimeAgain(before, after) ? [new WorkItemCommand.Clear(WorkItemKind.Late, "", "In time again, or there.", false)] : NoCommands,
            .. OrdersNoLongerPlanned(before, after).SelectMany(order => new[] { WorkItemKind.OrderRejected, WorkItemKind.OrderTimedOut }
                .Select(kind => new WorkItemCommand.Clear(kind, order, "Planned anew.", false))),
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
        var (kind, cause) = orderEvent is TransportOrderRejected { Reason: var reason }
            ? (WorkItemKind.OrderRejected, $"rejected the order for {leg?.FromHubId}-{leg?.ToHubId}: {reason}")
            : (WorkItemKind.OrderTimedOut, $"did not answer the order for {leg?.FromHubId}-{leg?.ToHubId} in time.");
        return new WorkItemCommand.Raise(new(
            kind, orderId, Severity.Critical, 0, leg?.FromHubId ?? "", $"{leg?.CarrierId ?? "The carrier"} {cause}", "Re-plan with another carrier."));
    }

    /// <summary>A late item is raised at a quarter of an hour and cleared at none, so that it does not flap in between.</summary>
    private static bool InTimeAgain(Shipment before, Shipment after)
        => CanBeLate(before) && before.LateMinutes() > 0 && (!CanBeLate(after) || after.LateMinutes() <= 0);

    private static bool CanBeLate(Shipment s) => !s.Closed() && s.State() != ShipmentState.Arrived;

    private static IEnumerable<string> OrdersNoLongerPlanned(Shipment before, Shipment after)
        => before.Legs().Select(l => l.TransportOrderId)
            .Where(order => (after.Closed() && !before.Closed()) || !after.Legs().Any(l => l.TransportOrderId == order));
}
