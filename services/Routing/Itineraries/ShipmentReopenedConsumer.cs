using Logistics.Contracts.Shipments;
using MassTransit;

namespace Logistics.Routing.Itineraries;

internal sealed class ShipmentReopenedConsumer(ItineraryCommands itineraries) : IConsumer<ShipmentReopened>
{
    public Task Consume(ConsumeContext<ShipmentReopened> context) => itineraries.Take(
        context.Message.ShipmentId, it => ItineraryDecider.Reopen(it, context.Message.ShipmentId, context.Message.At, context.Message.Origin.Version),
        Mapping.ContextOf<ShipmentReopenedConsumer>(context), context.CancellationToken);
}
