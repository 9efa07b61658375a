using System.Globalization;
using Logistics.Shipments.Gateways;
using Logistics.Shipments.Handovers;
using Logistics.Shipments.Shipments;
using Logistics.Shipments.WorkItems;
using NodaTime;
using NodaTime.Text;

namespace Logistics.Shipments;

/// <summary>The words of work items: each a sentence, its figures as parameters, and links to what it rests on.</summary>
internal static class Causes
{
    private static readonly InstantPattern Minute = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm'Z'");

    public static Cause NoPlan(string why) => Of($"No itinerary: {why}", ("why", why));

    public static Cause Late(Shipment s, int minutes) => Of(
        $"Expected at {s.PlaceName(s.Route.DestinationHubId)} {minutes} min after {Minute.Format(s.Due())}.",
        ("hub", s.Route.DestinationHubId), ("minutes", minutes), ("due", s.Due()));

    public static Cause Slipping(Shipment s, int slip, int early) => Of(
        $"Expected at {s.PlaceName(s.Route.DestinationHubId)} {slip} min later than planned, {early} min before it is due.",
        ("hub", s.Route.DestinationHubId), ("minutes", slip), ("due", s.Due()));

    public static Cause MissedConnection(Leg leg) => Of(
        $"{leg.ServiceId} leaves {leg.FromHubId} at {Minute.Format(leg.Departure)} before the shipment can be there.",
        ("hub", leg.FromHubId), ("carrier", leg.CarrierId), ("service", leg.ServiceId), ("departure", leg.Departure))
        .With("leg", Text(leg.Index)).With("transport-order", leg.TransportOrderId);

    public static Cause Misdirected(IReadOnlyList<UnitWhereabouts> astray) => Of(
        $"{Units(astray)} {(astray.Count == 1 ? "was" : "were")} seen at {astray[0].Last!.HubId}, which is not on the itinerary.",
        ("hub", astray[0].Last!.HubId), ("handling_units", Units(astray)), ("seen_at", astray[0].Last!.At.Instant))
        .With(astray).With("hub", astray[0].Last!.HubId);

    public static Cause Missing(IReadOnlyList<UnitWhereabouts> missing) => Of(
        $"The others went on without {Units(missing)}, last seen at {(missing[0].Last is { } last ? last.HubId : "no hub")}.",
        ("handling_units", Units(missing)), ("hub", missing[0].Last?.HubId ?? "")).With(missing);

    public static Cause SilentTag(TagCondition tag)
    {
        var cause = Of(
            $"Tag {tag.TagId} on {tag.HandlingUnitId} was last heard at {Minute.Format(tag.SilentSince!.Instant)}{(tag.SilentGateway is { } by ? $" by gateway {by}, which has been silent since too" : "")}.",
            ("tag", tag.TagId), ("handling_units", tag.HandlingUnitId), ("silent_since", tag.SilentSince!.Instant), ("gateway", tag.SilentGateway ?? ""))
            .With("tag", tag.TagId).With("handling-unit", tag.HandlingUnitId);
        return tag.SilentGateway is { } gateway ? cause.With("gateway", gateway) : cause;
    }

    public static Cause SilentGateway(string id, GatewayFellSilent x) => Of(
        $"Gateway {id} at {x.HubId} was last heard at {Minute.Format(x.LastSeenAt)}: what comes and goes at {x.ReadPointId} is not seen.",
        ("gateway", id), ("hub", x.HubId!), ("read_point", x.ReadPointId ?? ""), ("silent_since", x.LastSeenAt)).With("gateway", id).With("hub", x.HubId!);

    public static Cause LowBattery(BatteryFellLow x) => Of(
        $"The battery of tag {x.TagId} on {x.HandlingUnitId} is down to {x.Percent} %, low since {Minute.Format(x.Since.Instant)}.",
        ("tag", x.TagId), ("handling_units", x.HandlingUnitId), ("percent", x.Percent), ("since", x.Since.Instant))
        .With("tag", x.TagId).With("handling-unit", x.HandlingUnitId);

    public static Cause Excursion(string tagId, Excursion x)
    {
        var (times, until) = x.Until is { } end ? ($"from {Minute.Format(x.Since.Instant)} to {Minute.Format(end.Instant)}", Text(end.Instant)) : ($"since {Minute.Format(x.Since.Instant)}", "");
        return Of(
            $"{Words.Sentence(x.Condition)} on {x.HandlingUnitId} up to {Words.Measure(x.Peak, x.Unit)}, allowed {Words.Plain(x.Limits)}, {times}{Unwatched(x)}.",
            ("condition", x.Condition), ("peak", x.Peak), ("unit", x.Unit), ("limits", x.Limits), ("since", x.Since.Instant), ("until", until),
            ("ended_by", x.EndedBy ?? ""), ("handling_units", x.HandlingUnitId)).With("tag", tagId).With("handling-unit", x.HandlingUnitId);
    }

    /// <summary>Why it is over though nobody measured that it was back; empty where somebody did, and while it lasts.</summary>
    public static string Unwatched(Excursion? x) => x?.EndedBy switch
    {
        "tag-detached" => ", when the tag was taken off",
        "shipment-closed" => ", when the shipment was closed",
        "unit-withdrawn" => ", when the unit left the shipment",
        null => "",
        var other => $", when it was no longer watched ({other})",
    };

    public static Cause Contradiction(Milestone m)
    {
        var voices = m.Evidence.GroupBy(e => e.Kind == EvidenceKind.Read ? "reads" : e.Source)
            .Select(g => (Who: g.Key, At: g.Min(e => e.At.Instant))).OrderBy(v => v.At).ToList();
        var cause = Of(
            $"{Words.Of(m.Kind)} {m.HubId}: {string.Join(", ", voices.Select(v => $"{v.Who} say{(v.Who == "reads" ? "" : "s")} {Minute.Format(v.At)}"))}.",
            ("milestone", Words.Of(m.Kind)), ("hub", m.HubId), ("first", voices[0].At), ("last", voices[^1].At));
        return m.Evidence.Aggregate(cause, (c, e) => c.With(e.Kind == EvidenceKind.Read ? "read" : "report", e.Id));
    }

    public static Cause FalseDelivery(FalseDelivery f) => Of(
        $"{f.Unit} is reported delivered at {Minute.Format(f.DeliveredAt.Instant)}, but its tag was read at {f.HubId} at {Minute.Format(f.SeenAt.Instant)}.",
        ("handling_units", f.Unit), ("hub", f.HubId), ("delivered_at", f.DeliveredAt.Instant), ("seen_at", f.SeenAt.Instant))
        .With("handling-unit", f.Unit).With("hub", f.HubId);

    public static Cause PartialDelivery(Shipment s, IReadOnlyList<string> outstanding) => Of(
        $"{s.HandlingUnits.Count - outstanding.Count} of {s.HandlingUnits.Count} handling units are delivered; outstanding: {string.Join(", ", outstanding)}.",
        ("handling_units", string.Join(",", outstanding)), ("delivered", s.HandlingUnits.Count - outstanding.Count), ("of", s.HandlingUnits.Count))
        .With(outstanding);

    public static Cause DeliveryFailed(Evidence attempt, string hub) => Of(
        $"Delivery was attempted at {Minute.Format(attempt.At.Instant)}{(attempt.Remark is { } why ? $": {why}" : ".")}",
        ("hub", hub), ("attempted_at", attempt.At.Instant), ("why", attempt.Remark ?? "")).With("report", attempt.Id);

    public static Cause MovedWhileHeld(ShipmentHeld hold, Movement last) => Of(
        $"{Words.Of(last.Kind)} {last.HubId} at {Minute.Format(last.At.Instant)}, though held ({Words.Of(hold.Kind)}): {hold.Reason}",
        ("hold", Words.Of(hold.Kind)), ("hub", last.HubId), ("moved_at", last.At.Instant)).With("hub", last.HubId);

    public static Cause Lost(IReadOnlyList<UnitWhereabouts> lost, bool seen) => Of(
        seen ? $"{Units(lost)} was declared lost and seen since." : $"{Units(lost)} was declared lost.", ("handling_units", Units(lost))).With(lost);

    public static Cause HandoverOpen(Handover h)
    {
        var (silent, told) = h.Released is null ? (h.Terms.From, h.Received!) : (h.Terms.To, h.Released);
        return Of(
            $"{silent} has not confirmed that {told.HandlingUnitIds.Count} handling units passed from {h.Terms.From} to {h.Terms.To} at {h.Terms.HubId} at {Minute.Format(told.At.Instant)}.",
            ("hub", h.Terms.HubId), ("silent_party", silent), ("from", h.Terms.From), ("to", h.Terms.To)).With("handover", h.Id);
    }

    public static Cause HandoverDisputed(Handover h) => Of(
        h.Dispute is { } dispute
            ? $"{dispute.By} disputes the handover from {h.Terms.From} to {h.Terms.To} at {h.Terms.HubId}: {dispute.Reason}"
            : $"{h.Terms.From} gave {h.Released!.HandlingUnitIds.Count} handling units at {h.Terms.HubId}, {h.Terms.To} took {h.Received!.HandlingUnitIds.Count}.",
        ("hub", h.Terms.HubId), ("from", h.Terms.From), ("to", h.Terms.To), ("handling_units", string.Join(",", Disputed(h))))
        .With("handover", h.Id).With(Disputed(h));

    private static IEnumerable<string> Disputed(Handover h)
    {
        var (given, taken) = (h.Released?.HandlingUnitIds ?? [], h.Received?.HandlingUnitIds ?? []);
        return given.Except(taken).Union(taken.Except(given)).Order(StringComparer.Ordinal);
    }

    public static Cause OrderRejected(string carrier, Leg? leg, string reason) => Of(
        $"{carrier} rejected the order for {leg?.FromHubId}-{leg?.ToHubId}: {reason}", ("carrier", carrier), ("why", reason)).With(leg);

    public static Cause OrderTimedOut(string carrier, Leg? leg) => Of(
        $"{carrier} did not answer the order for {leg?.FromHubId}-{leg?.ToHubId} in time.", ("carrier", carrier)).With(leg);

    internal static Cause Of(string text, params (string Name, object Value)[] parameters)
        => new(text, new SortedDictionary<string, string>(parameters.ToDictionary(p => p.Name, p => Text(p.Value)), StringComparer.Ordinal), []);

    internal static Cause With(this Cause cause, string kind, string id) => cause with { Links = [.. cause.Links, new(kind, id)] };

    private static Cause With(this Cause cause, IEnumerable<UnitWhereabouts> units) => cause.With(units.Select(u => u.Id));

    private static Cause With(this Cause cause, IEnumerable<string> units) => units.Aggregate(cause, (c, u) => c.With("handling-unit", u));

    private static Cause With(this Cause cause, Leg? leg)
        => leg is null ? cause : cause.With("leg", Text(leg.Index)).With("transport-order", leg.TransportOrderId);

    private static string Units(IEnumerable<UnitWhereabouts> units) => string.Join(",", units.Select(u => u.Id));

    private static string Text(object value) => value is Instant instant
        ? InstantPattern.General.Format(instant)
        : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
