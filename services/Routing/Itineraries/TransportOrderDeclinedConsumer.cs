using Logistics.Contracts.Shipments;
using MassTransit;

namespace Logistics.Routing.Itineraries;

internal sealed class TransportOrderDeclinedConsumer(ItineraryCommands itineraries) : IConsumer<TransportOrderDeclined>
{
    public Task Consume(ConsumeContext<TransportOrderDeclined> context) => itineraries.Take(
        context.Message.ShipmentId, it => ItineraryDecider.Decline(it, Mapping.DeclinedOf(context.Message)),
        Mapping.ContextOf<TransportOrderDeclinedConsumer>(context), context.CancellationToken);
}
