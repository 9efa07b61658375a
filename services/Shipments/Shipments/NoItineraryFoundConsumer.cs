using Logistics.Contracts.Routing;
using Logistics.EventStore;
using Logistics.Shipments.Streams;
using MassTransit;

namespace Logistics.Shipments.Shipments;

internal sealed class NoItineraryFoundConsumer(Transactor transactor) : IConsumer<NoItineraryFound>
{
    public Task Consume(ConsumeContext<NoItineraryFound> context) => transactor.Transact(
        Shipment.Stream,
        context.Message.ShipmentId,
        s => ShipmentDecider.FailPlan(s, context.Message.Origin.Version, context.Message.Explanation),
        context.Command("no-itinerary-found"),
        context.CancellationToken);
}
