using Logistics.Contracts.Shipments;
using MassTransit;

namespace Logistics.Routing.Itineraries;

internal sealed class ShipmentReleasedConsumer(ItineraryCommands itineraries) : IConsumer<ShipmentReleased>
{
    public Task Consume(ConsumeContext<ShipmentReleased> context) => itineraries.Take(
        context.Message.ShipmentId, it => ItineraryDecider.NoteHold(it, Mapping.HoldOf(context.Message)),
        Mapping.ContextOf<ShipmentReleasedConsumer>(context), context.CancellationToken);
}
