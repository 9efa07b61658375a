using Logistics.Contracts.Shipments;
using Logistics.EventStore;
using MassTransit;

namespace Logistics.Tags.ShipmentWatches;

/// <summary>The delivery did not occur: its condition is watched again, what was measured meanwhile too, and its parties see its units.</summary>
internal sealed class ShipmentReopenedConsumer(Transactor transactor) : IConsumer<ShipmentReopened>
{
    public Task Consume(ConsumeContext<ShipmentReopened> context) => transactor.Transact(
        ShipmentWatch.Stream, context.Message.ShipmentId, watch => ShipmentWatch.Reopen(watch, context.Message.ShipmentId, context.Message.Origin.Version),
        Inbox.Of(context, nameof(ShipmentReopenedConsumer)), context.CancellationToken);
}

internal sealed class ShipmentReopenedConsumerDefinition : ConsumerDefinition<ShipmentReopenedConsumer>;
