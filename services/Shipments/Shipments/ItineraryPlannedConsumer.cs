using Logistics.Contracts.Routing;
using Logistics.Hosting;
using Logistics.Shipments.Streams;
using MassTransit;
using NodaTime;

namespace Logistics.Shipments.Shipments;

internal sealed class ItineraryPlannedConsumer(ItineraryProcess itineraries, IClock clock) : IConsumer<ItineraryPlanned>
{
    public Task Consume(ConsumeContext<ItineraryPlanned> context)
    {
        var message = context.Message;
        var legs = message.Legs.Select((leg, index) => new Leg(
            index, leg.CarrierId, leg.ServiceId, leg.ServiceDate, leg.FromHubId, leg.ToHubId, leg.Departure, leg.Arrival, Ids.New("to"))
        {
            Road = leg.Road is { } road ? new(road.Kilometres, road.DrivingMinutes, road.Breaks, road.Rests) : null,
        });
        var command = new AssignItinerary(message.ItineraryVersion, message.Origin.Version, [.. legs], message.Explanation);
        return itineraries.Assign(
            message.ShipmentId, command, clock.GetCurrentInstant(), context.Command("itinerary-planned"), context.CancellationToken);
    }
}
