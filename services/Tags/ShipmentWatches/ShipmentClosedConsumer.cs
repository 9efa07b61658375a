using Logistics.Contracts.Shipments;
using Logistics.EventStore;
using MassTransit;
using NodaTime;

namespace Logistics.Tags.ShipmentWatches;

/// <summary>Delivered or cancelled: nobody wants to know its condition of the time after that.</summary>
internal sealed class ShipmentClosedConsumer(Transactor transactor) : IConsumer<ShipmentClosed>
{
    public Task Consume(ConsumeContext<ShipmentClosed> context)
    {
        var (m, at) = (context.Message, context.Message.At);
        var closedAt = at.Instant.WithOffset(Offset.FromSeconds(at.OffsetMinutes * 60));
        return transactor.Transact(
            ShipmentWatch.Stream, m.ShipmentId, watch => ShipmentWatch.End(watch, m.ShipmentId, m.Origin.Version, closedAt),
            Inbox.Of(context, nameof(ShipmentClosedConsumer)), context.CancellationToken);
    }
}

internal sealed class ShipmentClosedConsumerDefinition : ConsumerDefinition<ShipmentClosedConsumer>;
