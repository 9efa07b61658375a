using Logistics.Contracts.Partners;
using Logistics.EventStore;
using Logistics.Shipments.Streams;
using MassTransit;

namespace Logistics.Shipments.Grants;

internal sealed class GrantChangedConsumer(Transactor transactor) : IConsumer<GrantChanged>
{
    public Task Consume(ConsumeContext<GrantChanged> context)
    {
        var m = context.Message;
        var learned = new GrantLearned(m.GrantId, m.From, m.To, m.Kinds, m.ShipmentIds, m.Until, m.RevokedAt is not null, m.Origin.Version);
        return transactor.Transact(
            Grant.Stream, m.GrantId, grant => GrantDecider.Learn(grant, learned), context.Command("grant-changed"), context.CancellationToken);
    }
}
