using Logistics.Contracts.Shipments;
using MassTransit;

namespace Logistics.Routing.Itineraries;

internal sealed class ShipmentHeldConsumer(ItineraryCommands itineraries) : IConsumer<ShipmentHeld>
{
    public Task Consume(ConsumeContext<ShipmentHeld> context) => itineraries.Take(
        context.Message.ShipmentId, it => ItineraryDecider.NoteHold(it, Mapping.HoldOf(context.Message)),
        Mapping.ContextOf<ShipmentHeldConsumer>(context), context.CancellationToken);
}
