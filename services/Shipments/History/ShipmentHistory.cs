using System.Globalization;
using Logistics.EventStore;
using Logistics.Hosting.Grpc;
using Logistics.Shipments.Sandboxes;
using Logistics.Shipments.Shipments;
using NodaTime;
using Phrases = Logistics.Shipments.Words;

namespace Logistics.Shipments.History;

/// <summary>The shipment's own log in public words, from the stream itself: no projection can be behind it.</summary>
internal static class ShipmentHistory
{
    public static V1.HistoryEntry Entry(StoredEvent e)
    {
        var (what, detail, at) = Words(e.Data);
        return new V1.HistoryEntry
        {
            Version = e.Version,
            What = what,
            Detail = detail,
            Who = e.Metadata.Actor ?? "",
            EventTime = (at ?? e.RecordedAt).ToTimestamp(),
            RecordTime = e.RecordedAt.ToTimestamp(),
        };
    }

    private static (string What, string Detail, Instant? At) Words(object e) => e switch
    {
        ShipmentBooked b => ("booked", $"{b.HandlingUnits.Count} handling units from {b.Route.OriginHubId} to {b.Route.DestinationHubId}", null),
        ItineraryAssigned p => ("itinerary-assigned", $"plan {p.ItineraryVersion}: {string.Join(", ", p.Legs.Select(l => $"{l.FromHubId}-{l.ToHubId} by {l.CarrierId}"))}", null),
        PlanFailed p => ("plan-failed", p.Explanation, null),
        ActualRecorded a => ("milestone-recorded", $"{Lower(a.Kind)} {a.HubId}, {Lower(a.Evidence.Kind)} by {a.Evidence.Source}", a.Evidence.At.Instant),
        ActualRetracted r => ("report-corrected", $"{Lower(r.Kind)} {r.HubId}, {Lower(r.EvidenceKind)} by {r.Source}: {Words(r.Reason)}", r.RetractedAt),
        ShipmentReopened r => ("reopened", "", r.At),
        DocumentAttached d => ("document-attached", $"{d.MediaType} {d.Sha256[..12]}", d.At),
        CustodyPassed c => ("custody-passed", $"{c.HandlingUnitIds.Count} handling units at {c.HubId} from {c.From} to {c.To}", c.At.Instant),
        EstimateRevised r => ("estimate-revised", Text($"expected {r.Arrival.P50}{(r.Reasons.Count > 0 ? ": " : "")}{string.Join("; ", r.Reasons)}"), r.ComputedAt),
        ShipmentDelivered d => ("delivered", "", d.At.Instant),
        ExcursionStarted x => ("excursion-started", $"{x.Condition} on {x.HandlingUnitId} up to {Phrases.Measure(x.Peak, x.Unit)}, allowed {Phrases.Plain(x.Limits)}", x.Since.Instant),
        ExcursionEnded x => ("excursion-ended", $"{x.Condition} on {x.HandlingUnitId} up to {Phrases.Measure(x.Peak, x.Unit)}{Why(x.EndedBy)}", x.Until.Instant),
        ExcursionAmended x => ("excursion-amended", $"{x.Condition} on {x.HandlingUnitId} up to {Phrases.Measure(x.Peak, x.Unit)}{Why(x.EndedBy)}", x.Since.Instant),
        ExcursionWithdrawn x => ("excursion-withdrawn", $"{x.Condition} on {x.HandlingUnitId} up to {Phrases.Measure(x.Peak, x.Unit)}", x.Since.Instant),
        TagFellSilent t => ("tag-fell-silent", $"{t.TagId} on {t.HandlingUnitId}", t.LastReadAt.Instant),
        TagHeardAgain t => ("tag-heard-again", $"{t.TagId} on {t.HandlingUnitId}", t.At.Instant),
        BatteryFellLow b => ("battery-fell-low", Text($"{b.TagId} on {b.HandlingUnitId} at {b.Percent} %"), b.Since.Instant),
        BatteryRecovered b => ("battery-recovered", Text($"{b.TagId} on {b.HandlingUnitId} at {b.Percent} %"), b.At.Instant),
        TagDetached t => ("tag-detached", $"{t.TagId} from {t.HandlingUnitId}", t.At.Instant),
        TrackingLinkCreated t => ("tracking-link-created", Text($"until {t.ExpiresAt}"), null),
        TrackingLinkRevoked => ("tracking-link-revoked", "", null),
        ShipmentShared x => ("shared", Text($"with {x.With} by {x.By} until {x.Until}: {string.Join(", ", x.Kinds)}"), null),
        ShipmentUnshared x => ("unshared", x.GrantId, null),
        ShipmentAmended a => ("amended", Amended(a), a.At),
        ShipmentHeld h => ("held", $"{Lower(h.Kind)}: {h.Reason}", h.At),
        ShipmentReleased r => ("released", Lower(r.Kind), r.At),
        ShipmentCancelled c => ("cancelled", c.Reason, c.At),
        ShipmentReturned r => ("returned", $"{r.HandlingUnitIds.Count} handling units by {r.ReturnShipmentId}: {r.Reason}", r.At),
        HandlingUnitsLost l => ("handling-units-lost", $"{string.Join(", ", l.HandlingUnitIds)}: {l.Reason}", l.At),
        HandlingUnitsFound f => ("handling-units-found", string.Join(", ", f.HandlingUnitIds), f.At),
        SandboxDiscarded d => ("discarded", "", d.At),
        _ => throw new InvalidOperationException($"History has no words for {e.GetType().Name}."),
    };

    private static string Why(string? endedBy) => endedBy is null ? "" : $", {endedBy}";

    private static string Words(CorrectionReason reason) => reason == CorrectionReason.DidNotOccur ? "did not occur" : "incorrect data";

    private static string Amended(ShipmentAmended a) => string.Join(", ", new[]
    {
        a.Reference is null ? "" : "reference",
        a.References is null ? "" : "references",
        a.GoodsDescription is null ? "" : "goods",
        a.Route is { } r ? $"from {r.OriginHubId} to {r.DestinationHubId}, appointments" : "",
        a.Temperature is null ? "" : "temperature",
        a.HandlingUnits is { } units ? Text($"{units.Count} handling units") : "",
        a.Parties is null ? "" : "parties",
    }.Where(what => what.Length > 0));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Lower<T>(T kind) where T : struct, Enum => kind.ToString().ToLowerInvariant();
}
