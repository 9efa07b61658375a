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
            m.TagId, m.HandlingUnitId, m.Origin.Version, m.Condition, Heard.At(m.Since), m.Peak, m.Unit, m.Limits)
        { ExcursionId = m.ExcursionId };
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
        var ended = new ExcursionEnded(m.TagId, m.HandlingUnitId, m.Origin.Version, m.Condition, Heard.At(m.Since), Heard.At(m.Until), m.Peak, m.Unit)
        {
            ExcursionId = m.ExcursionId,
            Limits = m.Limits,
            EndedBy = m.EndedBy,
        };
        return transactor.Transact(
            Shipment.Stream, m.ShipmentId, s => ShipmentDecider.EndExcursion(s, ended),
            context.Command("excursion-ended"), context.CancellationToken);
    }
}

internal sealed class ExcursionAmendedConsumer(Transactor transactor) : IConsumer<Contract.ExcursionAmended>
{
    public Task Consume(ConsumeContext<Contract.ExcursionAmended> context)
    {
        var m = context.Message;
        var amended = new ExcursionAmended(
            m.TagId, m.HandlingUnitId, m.Origin.Version, m.ExcursionId, m.Condition, Heard.At(m.Now.Since), m.Now.Until is { } until ? Heard.At(until) : null,
            m.Now.Peak, m.Unit, m.Limits)
        { EndedBy = m.Now.EndedBy };
        return transactor.Transact(
            Shipment.Stream, m.ShipmentId, s => ShipmentDecider.AmendExcursion(s, amended),
            context.Command("excursion-amended"), context.CancellationToken);
    }
}

internal sealed class ExcursionWithdrawnConsumer(Transactor transactor) : IConsumer<Contract.ExcursionWithdrawn>
{
    public Task Consume(ConsumeContext<Contract.ExcursionWithdrawn> context)
    {
        var m = context.Message;
        var withdrawn = new ExcursionWithdrawn(
            m.TagId, m.HandlingUnitId, m.Origin.Version, m.ExcursionId, m.Condition, Heard.At(m.Was.Since), m.Was.Until is { } until ? Heard.At(until) : null,
            m.Was.Peak, m.Unit);
        return transactor.Transact(
            Shipment.Stream, m.ShipmentId, s => ShipmentDecider.WithdrawExcursion(s, withdrawn),
            context.Command("excursion-withdrawn"), context.CancellationToken);
    }
}

internal static class Heard
{
    public static EventTime At(Contracts.EventTime at) => new(at.Instant, at.OffsetMinutes);
}
