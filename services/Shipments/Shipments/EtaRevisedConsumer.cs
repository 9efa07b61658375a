using Logistics.Contracts.Routing;
using Logistics.EventStore;
using Logistics.Shipments.Streams;
using MassTransit;

namespace Logistics.Shipments.Shipments;

/// <summary>
/// An estimate may overtake the plan it is for: it is then tried again by the bus, until the plan is there. An estimate for an
/// older plan is dropped.
/// </summary>
internal sealed class EtaRevisedConsumer(Transactor transactor) : IConsumer<EtaRevised>
{
    public async Task Consume(ConsumeContext<EtaRevised> context)
    {
        var message = context.Message;
        var (shipment, _) = await transactor.Load(Shipment.Stream, message.ShipmentId, context.CancellationToken);
        if (message.ItineraryVersion > (shipment.Itinerary?.Version ?? 0) && !shipment.Closed())
            throw new MessageIsEarlyException($"An estimate for plan {message.ItineraryVersion} of {message.ShipmentId}, which is not here yet.");
        await transactor.Transact(
            Shipment.Stream, message.ShipmentId, s => ShipmentDecider.ReviseEstimate(s, Revision(message)),
            context.Command("eta-revised"), context.CancellationToken);
    }

    private static EstimateRevised Revision(EtaRevised m) => new(
        m.Origin.Version,
        m.ItineraryVersion,
        Time(m.Arrival),
        [.. m.Milestones.Select(e => new MilestoneEstimate(
            e.LegIndex, e.Kind == "departed" ? MilestoneKind.Departed : MilestoneKind.Arrived, Time(e.Time)))],
        m.MissedConnections,
        m.Reasons,
        m.ComputedAt);

    private static EstimatedTime Time(Contracts.EstimatedTime t) => new(t.P50, t.P80, t.P95);
}

/// <summary>What it builds on has not arrived; the bus tries again.</summary>
internal sealed class MessageIsEarlyException(string message) : Exception(message);
