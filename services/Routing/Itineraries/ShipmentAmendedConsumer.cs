using Logistics.Contracts.Shipments;
using MassTransit;

namespace Logistics.Routing.Itineraries;

internal sealed class ShipmentAmendedConsumer(ItineraryCommands itineraries) : IConsumer<ShipmentAmended>
{
    public Task Consume(ConsumeContext<ShipmentAmended> context) => itineraries.Take(
        context.Message.ShipmentId, it => ItineraryDecider.Amend(it, Mapping.AmendedOf(context.Message)),
        Mapping.ContextOf<ShipmentAmendedConsumer>(context), context.CancellationToken);
}
