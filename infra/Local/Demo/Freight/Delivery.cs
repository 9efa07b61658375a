using Logistics.Demo.Hub;
using Logistics.Demo.World;
using Logistics.Shipments.V1;
using NodaTime;

namespace Logistics.Demo.Freight;

/// <summary>The last carrier reports the delivery; the tags come back to the pool.</summary>
internal sealed class Delivery(HubConnection hub, IReadOnlyDictionary<string, TagPool> tags, Journeys journeys, IClock clock)
{
    private static readonly Duration Dwell = Duration.FromSeconds(45);

    internal bool IsDue(Journey journey) => journey.IsThere && journey.Delivered is null && journey.Since + Dwell <= clock.GetCurrentInstant();

    internal async Task Deliver(Journey journey, CancellationToken ct)
    {
        var at = clock.GetCurrentInstant();
        journey.Delivered = at;
        var carrier = journey.Legs.Count > 0 ? journey.Legs[^1].CarrierId["org-".Length..] : Setup.NetworkSetup.Operator;
        await Steadily.Do($"delivering {journey.ShipmentId}", async () => await hub.Shipments.ReportStatusAsync(
            new ReportStatusRequest
            {
                ReportId = $"demo-pod-{journey.ShipmentId}",
                ShipmentId = journey.ShipmentId,
                Kind = MilestoneKind.Delivered,
                HubId = journey.Destination,
                EventTime = at.ToEventTime(Places.Of(journey.Destination).Zone),
                SaidBy = "Fahrer, mündlich",
            },
            await hub.Clients.Of(carrier, ct), cancellationToken: ct), ct);
        foreach (var pallet in journey.Pallets)
            await Steadily.Try($"untagging {pallet.Sscc}", () => tags[journey.Shipper.Client].Untag(pallet, at, ct), ct);
        journeys.Remove(journey);
    }
}
