using Logistics.Shipments.Streams;
using MassTransit;
using NodaTime;
using Contract = Logistics.Contracts.Tags;

namespace Logistics.Shipments.Shipments;

internal sealed class TagFellSilentConsumer(FactProcess facts, IClock clock) : IConsumer<Contract.TagFellSilent>
{
    /// <summary>It is silent now: the shipment that has the unit now wants to know, though the last read may be from before.</summary>
    public Task Consume(ConsumeContext<Contract.TagFellSilent> context)
    {
        var m = context.Message;
        var silent = new TagFellSilent(m.TagId, m.HandlingUnitId, m.Origin.Version, Heard.At(m.LastReadAt)) { SilentGatewayId = m.SilentGatewayId };
        return facts.OnUnit(
            m.HandlingUnitId, new(clock.GetCurrentInstant(), 0), s => ShipmentDecider.LoseTag(s, silent),
            context.Command("tag-fell-silent"), context.CancellationToken);
    }
}

internal sealed class TagHeardAgainConsumer(FactProcess facts, IClock clock) : IConsumer<Contract.TagHeardAgain>
{
    public Task Consume(ConsumeContext<Contract.TagHeardAgain> context)
    {
        var m = context.Message;
        var heard = new TagHeardAgain(m.TagId, m.HandlingUnitId, m.Origin.Version, Heard.At(m.At));
        return facts.OnUnit(
            m.HandlingUnitId, new(clock.GetCurrentInstant(), 0), s => ShipmentDecider.HearTag(s, heard),
            context.Command("tag-heard-again"), context.CancellationToken);
    }
}
