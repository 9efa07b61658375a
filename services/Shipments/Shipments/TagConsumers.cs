using MassTransit;
using Contract = Logistics.Contracts.Tags;

namespace Logistics.Shipments.Shipments;

internal sealed class TagFellSilentConsumer(TagFacts facts) : IConsumer<Contract.TagFellSilent>
{
    public Task Consume(ConsumeContext<Contract.TagFellSilent> context)
    {
        var m = context.Message;
        var silent = new TagFellSilent(m.TagId, m.HandlingUnitId, m.Origin.Version, Heard.At(m.LastReadAt)) { SilentGatewayId = m.SilentGatewayId };
        return facts.Tell(context, "tag-fell-silent", m.HandlingUnitId, s => ShipmentDecider.LoseTag(s, silent));
    }
}

internal sealed class TagHeardAgainConsumer(TagFacts facts) : IConsumer<Contract.TagHeardAgain>
{
    public Task Consume(ConsumeContext<Contract.TagHeardAgain> context)
    {
        var m = context.Message;
        var heard = new TagHeardAgain(m.TagId, m.HandlingUnitId, m.Origin.Version, Heard.At(m.At));
        return facts.Tell(context, "tag-heard-again", m.HandlingUnitId, s => ShipmentDecider.HearTag(s, heard));
    }
}

internal sealed class BatteryFellLowConsumer(TagFacts facts) : IConsumer<Contract.BatteryFellLow>
{
    public Task Consume(ConsumeContext<Contract.BatteryFellLow> context)
    {
        var m = context.Message;
        var low = new BatteryFellLow(m.TagId, m.HandlingUnitId, m.Origin.Version, Heard.At(m.Since), m.Percent);
        return facts.Tell(context, "battery-fell-low", m.HandlingUnitId, s => ShipmentDecider.LoseCharge(s, low));
    }
}

internal sealed class BatteryRecoveredConsumer(TagFacts facts) : IConsumer<Contract.BatteryRecovered>
{
    public Task Consume(ConsumeContext<Contract.BatteryRecovered> context)
    {
        var m = context.Message;
        var recovered = new BatteryRecovered(m.TagId, m.HandlingUnitId, m.Origin.Version, Heard.At(m.At), m.Percent);
        return facts.Tell(context, "battery-recovered", m.HandlingUnitId, s => ShipmentDecider.RegainCharge(s, recovered));
    }
}

internal sealed class TagDetachedConsumer(TagFacts facts) : IConsumer<Contract.TagDetached>
{
    public Task Consume(ConsumeContext<Contract.TagDetached> context)
    {
        var m = context.Message;
        var detached = new TagDetached(m.TagId, m.HandlingUnitId, m.Origin.Version, Heard.At(m.At));
        return facts.Tell(context, "tag-detached", m.HandlingUnitId, s => ShipmentDecider.DetachTag(s, detached));
    }
}
