using MassTransit;

namespace Logistics.Routing.Itineraries;

internal sealed class ActualRetractedConsumer(ItineraryCommands itineraries) : IConsumer<Contracts.Shipments.ActualRetracted>
{
    public Task Consume(ConsumeContext<Contracts.Shipments.ActualRetracted> context) => itineraries.Take(
        context.Message.ShipmentId, it => ItineraryDecider.RetractActual(it, Mapping.RetractedOf(context.Message)),
        Mapping.ContextOf<ActualRetractedConsumer>(context), context.CancellationToken);
}
