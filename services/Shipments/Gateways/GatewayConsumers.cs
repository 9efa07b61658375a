using Logistics.EventStore;
using Logistics.Shipments.Streams;
using MassTransit;
using Contract = Logistics.Contracts.Tags;

namespace Logistics.Shipments.Gateways;

internal sealed class GatewayFellSilentConsumer(Transactor transactor) : IConsumer<Contract.GatewayFellSilent>
{
    public Task Consume(ConsumeContext<Contract.GatewayFellSilent> context)
    {
        var m = context.Message;
        var silent = new GatewayFellSilent(m.Origin.Version, m.ReadPointId, m.HubId, m.LastSeenAt);
        return transactor.Transact(
            Gateway.Stream, m.GatewayId, gateway => GatewayDecider.Lose(gateway, silent), context.Command("gateway-fell-silent"), context.CancellationToken);
    }
}

internal sealed class GatewayHeardAgainConsumer(Transactor transactor) : IConsumer<Contract.GatewayHeardAgain>
{
    public Task Consume(ConsumeContext<Contract.GatewayHeardAgain> context)
    {
        var m = context.Message;
        var heard = new GatewayHeardAgain(m.Origin.Version, m.At);
        return transactor.Transact(
            Gateway.Stream, m.GatewayId, gateway => GatewayDecider.Hear(gateway, heard), context.Command("gateway-heard-again"), context.CancellationToken);
    }
}
