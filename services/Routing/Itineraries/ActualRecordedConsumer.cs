using Logistics.Contracts.Shipments;
using MassTransit;

namespace Logistics.Routing.Itineraries;

internal sealed class ActualRecordedConsumer(ItineraryCommands itineraries) : IConsumer<ActualRecorded>
{
    public Task Consume(ConsumeContext<ActualRecorded> context) => itineraries.Take(
        context.Message.ShipmentId, it => ItineraryDecider.NoteActual(it, Mapping.ActualOf(context.Message)), Mapping.ContextOf<ActualRecordedConsumer>(context),
        context.CancellationToken);
}
