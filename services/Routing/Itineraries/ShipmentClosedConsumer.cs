using Logistics.Contracts.Shipments;
using MassTransit;

namespace Logistics.Routing.Itineraries;

internal sealed class ShipmentClosedConsumer(ItineraryCommands itineraries) : IConsumer<ShipmentClosed>
{
    public Task Consume(ConsumeContext<ShipmentClosed> context) => itineraries.Close(
        context.Message.ShipmentId, context.Message.Outcome, context.Message.At.Instant, context.Message.Origin.Version,
        Mapping.ContextOf<ShipmentClosedConsumer>(context), context.CancellationToken);
}
