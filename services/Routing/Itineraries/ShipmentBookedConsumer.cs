using Logistics.Contracts.Shipments;
using MassTransit;

namespace Logistics.Routing.Itineraries;

internal sealed class ShipmentBookedConsumer(ItineraryCommands itineraries) : IConsumer<ShipmentBooked>
{
    public Task Consume(ConsumeContext<ShipmentBooked> context) => itineraries.Take(
        context.Message.ShipmentId, it => ItineraryDecider.Request(it, context.Message.ShipmentId, Mapping.RequirementOf(context.Message)),
        Mapping.ContextOf<ShipmentBookedConsumer>(context), context.CancellationToken);
}
