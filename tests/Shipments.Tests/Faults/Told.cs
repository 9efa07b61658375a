using Logistics.Shipments.Shipments;

namespace Logistics.Shipments.Tests;

/// <summary>All that the hub believes of a shipment, in an order of its own: what must not depend on how it was learned.</summary>
internal static class Told
{
    public static IEnumerable<string> Of(Shipment s) =>
    [
        $"closed {s.Closed()}, delivered {s.LastDelivery()?.Instant}, next '{s.NextExpectedActivity()}', last {s.LastMovement()}, late {s.LateMinutes()}",
        .. s.Whereabouts().Select(u => $"{u}"),
        .. s.FalseDeliveries().Select(f => $"{f}"),
        .. s.Milestones.Where(m => m.Evidence.Count + m.Retracted.Count > 0).Select(Of).Order(StringComparer.Ordinal),
    ];

    private static string Of(Milestone m)
        => $"{m.Kind} {m.HubId} {m.LegIndex} {m.Actual()?.Instant} {m.Agreement()} {m.Confidence()}: "
        + string.Join("; ", m.Evidence.Select(Of).Concat(m.Retracted.Select(r => $"not {Of(r.Evidence)}")).Order(StringComparer.Ordinal));

    private static string Of(Evidence e) => $"{e.Source}/{e.Id} {e.At.Instant} [{string.Join(',', e.HandlingUnitIds)}]";
}
