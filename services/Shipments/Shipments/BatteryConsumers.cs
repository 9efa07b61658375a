using Logistics.Shipments.Streams;
using MassTransit;
using NodaTime;
using Contract = Logistics.Contracts.Tags;

namespace Logistics.Shipments.Shipments;

/// <summary>It is low now, whenever it was measured: the shipment that has the unit now wants to know.</summary>
internal sealed class BatteryFellLowConsumer(FactProcess facts, IClock clock) : IConsumer<Contract.BatteryFellLow>
{
    public Task Consume(ConsumeContext<Contract.BatteryFellLow> context)
    {
        var m = context.Message;
        var low = new BatteryFellLow(m.TagId, m.HandlingUnitId, m.Origin.Version, Heard.At(m.Since), m.Percent);
        return facts.OnUnit(
            m.HandlingUnitId, new(clock.GetCurrentInstant(), 0), s => ShipmentDecider.LoseCharge(s, low),
            context.Command("battery-fell-low"), context.CancellationToken);
    }
}

internal sealed class BatteryRecoveredConsumer(FactProcess facts, IClock clock) : IConsumer<Contract.BatteryRecovered>
{
    public Task Consume(ConsumeContext<Contract.BatteryRecovered> context)
    {
        var m = context.Message;
        var recovered = new BatteryRecovered(m.TagId, m.HandlingUnitId, m.Origin.Version, Heard.At(m.At), m.Percent);
        return facts.OnUnit(
            m.HandlingUnitId, new(clock.GetCurrentInstant(), 0), s => ShipmentDecider.RegainCharge(s, recovered),
            context.Command("battery-recovered"), context.CancellationToken);
    }
}

internal sealed class TagDetachedConsumer(FactProcess facts, IClock clock) : IConsumer<Contract.TagDetached>
{
    public Task Consume(ConsumeContext<Contract.TagDetached> context)
    {
        var m = context.Message;
        var detached = new TagDetached(m.TagId, m.HandlingUnitId, m.Origin.Version, Heard.At(m.At));
        return facts.OnUnit(
            m.HandlingUnitId, new(clock.GetCurrentInstant(), 0), s => ShipmentDecider.DetachTag(s, detached),
            context.Command("tag-detached"), context.CancellationToken);
    }
}
