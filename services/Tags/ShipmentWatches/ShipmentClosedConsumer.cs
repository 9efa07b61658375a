using Logistics.Contracts.Shipments;
using Logistics.EventStore;
using MassTransit;

namespace Logistics.Tags.ShipmentWatches;

/// <summary>Delivered or cancelled: nobody wants its condition any more.</summary>
internal sealed class ShipmentClosedConsumer(Transactor transactor) : IConsumer<ShipmentClosed>
{
    public Task Consume(ConsumeContext<ShipmentClosed> context) => transactor.Transact(
        ShipmentWatch.Stream, context.Message.ShipmentId, watch => ShipmentWatch.End(watch, context.Message.ShipmentId, context.Message.Origin.Version),
        Inbox.Of(context, nameof(ShipmentClosedConsumer)), context.CancellationToken);
}

internal sealed class ShipmentClosedConsumerDefinition : ConsumerDefinition<ShipmentClosedConsumer>;
