using Logistics.Demo.Hub;
using Logistics.Demo.World;
using Logistics.Shipments.V1;

namespace Logistics.Demo.Freight;

/// <summary>A carrier's order desk: watches the transport orders and accepts what is tendered, also what came while it was away.</summary>
internal sealed class CarrierDesk(HubConnection hub, string client)
{
    internal static IEnumerable<CarrierDesk> All(HubConnection hub) =>
        Lines.All.Select(line => line.Client).Distinct().Select(client => new CarrierDesk(hub, client));

    internal Task Run(CancellationToken ct) => Steadily.Follow($"orders of {client}", () => Watch(ct), ct);

    private async Task Watch(CancellationToken ct)
    {
        using var watch = hub.Orders.WatchTransportOrders(new WatchTransportOrdersRequest(), await hub.Clients.Of(client, ct), cancellationToken: ct);
        while (await watch.ResponseStream.MoveNext(ct))
        {
            if (watch.ResponseStream.Current.Order is { State: TransportOrderState.Tendered } order) await Accept(order, ct);
        }
    }

    private Task Accept(TransportOrder order, CancellationToken ct) => Steadily.Try($"accepting {order.Id}", async () =>
        await hub.Orders.AcceptTransportOrderAsync(
            new AcceptTransportOrderRequest { IdempotencyKey = $"demo-accept-{order.Id}", TransportOrderId = order.Id },
            await hub.Clients.Of(client, ct), cancellationToken: ct), ct);
}
