using System.Collections.Concurrent;
using Logistics.Demo.Hub;
using Logistics.Demo.Setup;
using Logistics.Demo.World;
using Logistics.Shipments.V1;
using NodaTime;

namespace Logistics.Demo.Freight;

/// <summary>The shipments on the way: what this process booked, and what the hub still has from an earlier one.</summary>
internal sealed class Journeys(HubConnection hub, IReadOnlyDictionary<string, TagPool> tags, Traffic traffic, IClock clock)
{
    private static readonly ShipmentState[] Open =
        [ShipmentState.Booked, ShipmentState.Planned, ShipmentState.InTransit, ShipmentState.AtHub, ShipmentState.Arrived];

    private readonly ConcurrentDictionary<string, Journey> all = new();

    /// <summary>Plans that came before the booking call returned.</summary>
    private readonly ConcurrentDictionary<string, Shipment> seen = new();

    internal IEnumerable<Journey> All => all.Values;

    internal int Count => all.Count;

    internal void Add(Journey journey)
    {
        all[journey.ShipmentId] = journey;
        if (seen.TryGetValue(journey.ShipmentId, out var shipment)) journey.Plan(shipment.Legs);
    }

    internal void Remove(Journey journey)
    {
        all.TryRemove(journey.ShipmentId, out _);
        seen.TryRemove(journey.ShipmentId, out _);
    }

    internal async Task Resume(CancellationToken ct)
    {
        var request = new ListShipmentsRequest { PageSize = 200, States = { Open }, Text = Booking.ReferencePrefix };
        do
        {
            var page = await hub.Shipments.ListShipmentsAsync(request, await hub.Clients.Of(NetworkSetup.Operator, ct), cancellationToken: ct);
            foreach (var shipment in page.Shipments) Resume(shipment);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
    }

    /// <summary>The operator's own feed tells when itineraries come.</summary>
    internal Task Follow(CancellationToken ct) => Steadily.Follow("shipments", async () =>
    {
        using var watch = hub.Shipments.WatchShipments(
            new WatchShipmentsRequest(), await hub.Clients.Of(NetworkSetup.Operator, ct), cancellationToken: ct);
        while (await watch.ResponseStream.MoveNext(ct))
        {
            if (watch.ResponseStream.Current.Shipment is { Legs.Count: > 0 } shipment && Open.Contains(shipment.State)) Planned(shipment);
        }
    }, ct);

    private void Planned(Shipment shipment)
    {
        if (!shipment.Reference.StartsWith(Booking.ReferencePrefix, StringComparison.Ordinal)) return;
        seen[shipment.Id] = shipment;
        if (all.TryGetValue(shipment.Id, out var journey)) journey.Plan(shipment.Legs);
    }

    private void Resume(Shipment shipment)
    {
        if (Shipper.All.FirstOrDefault(one => shipment.Parties.Any(party => party.OrganisationId == one.Organisation)) is not { } shipper) return;
        var pallets = shipment.HandlingUnits.Select(unit => tags[shipper.Client].Find(unit.Id)).OfType<Pallet>().ToList();
        var journey = new Journey(shipment.Id, shipper, pallets, shipment);
        journey.Resume(shipment, traffic, clock.GetCurrentInstant());
        all[shipment.Id] = journey;
    }
}
