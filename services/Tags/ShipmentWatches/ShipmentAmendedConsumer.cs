using Logistics.Contracts.Shipments;
using Logistics.EventStore;
using MassTransit;

namespace Logistics.Tags.ShipmentWatches;

/// <summary>Who is party to it now, and what it consists of.</summary>
internal sealed class ShipmentAmendedConsumer(Transactor transactor) : IConsumer<ShipmentAmended>
{
    public Task Consume(ConsumeContext<ShipmentAmended> context)
    {
        var m = context.Message;
        var units = m.HandlingUnits?.Select(u => u.HandlingUnitId).ToArray();
        return transactor.Transact(
            ShipmentWatch.Stream, m.ShipmentId, watch => ShipmentWatch.Name(watch, m.ShipmentId, units, m.PartyOrganisations, m.Origin.Version),
            Inbox.Of(context, nameof(ShipmentAmendedConsumer)), context.CancellationToken);
    }
}

internal sealed class ShipmentAmendedConsumerDefinition : ConsumerDefinition<ShipmentAmendedConsumer>;
