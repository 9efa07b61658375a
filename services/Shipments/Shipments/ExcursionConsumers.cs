using Logistics.EventStore;
using Logistics.Shipments.Streams;
using MassTransit;
using Contract = Logistics.Contracts.Tags;

namespace Logistics.Shipments.Shipments;

internal sealed class ExcursionStartedConsumer(Transactor transactor) : IConsumer<Contract.ExcursionStarted>
{
    public Task Consume(ConsumeContext<Contract.ExcursionStarted> context)
    {
        var m = context.Message;
        var started = new ExcursionStarted(
            m.TagId, m.HandlingUnitId, m.Origin.Version, m.Condition, new(m.Since.Instant, m.Since.OffsetMinutes), m.Peak, m.Unit, m.Limits);
        return transactor.Transact(
            Shipment.Stream, m.ShipmentId, s => ShipmentDecider.StartExcursion(s, started),
            context.Command("excursion-started"), context.CancellationToken);
    }
}

internal sealed class ExcursionEndedConsumer(Transactor transactor) : IConsumer<Contract.ExcursionEnded>
{
    public Task Consume(ConsumeContext<Contract.ExcursionEnded> context)
    {
        var m = context.Message;
        var ended = new ExcursionEnded(
            m.TagId, m.HandlingUnitId, m.Origin.Version, m.Condition, new(m.Since.Instant, m.Since.OffsetMinutes),
            new(m.Until.Instant, m.Until.OffsetMinutes), m.Peak, m.Unit);
        return transactor.Transact(
            Shipment.Stream, m.ShipmentId, s => ShipmentDecider.EndExcursion(s, ended),
            context.Command("excursion-ended"), context.CancellationToken);
    }
}
