using Logistics.Contracts.Shipments;
using Logistics.EventStore;
using MassTransit;

namespace Logistics.Tags.ShipmentWatches;

/// <summary>From the booking on, the shipment's condition is watched, and its parties see where its units are.</summary>
internal sealed class ShipmentBookedConsumer(Transactor transactor) : IConsumer<ShipmentBooked>
{
    public Task Consume(ConsumeContext<ShipmentBooked> context)
    {
        var booked = context.Message;
        var band = booked.Temperature is { } t ? new TemperatureBand(t.MinCelsius, t.MaxCelsius, t.AllowedMinutes) : null;
        var wanted = new ShipmentWatchBegan(booked.ShipmentId, [.. booked.HandlingUnits.Select(u => u.HandlingUnitId)], band)
        {
            Conditions = booked.Conditions?.Select(c => new Condition.ConditionLimits(c.Kind, c.Min, c.Max, c.AllowedMinutes)).ToList(),
        };
        return transactor.Transact(
            ShipmentWatch.Stream, booked.ShipmentId, watch => ShipmentWatch.Begin(watch, wanted).And(
                ShipmentWatch.Name(watch, booked.ShipmentId, wanted.HandlingUnits, booked.PartyOrganisations, booked.Origin.Version)),
            Inbox.Of(context, nameof(ShipmentBookedConsumer)), context.CancellationToken);
    }
}

internal sealed class ShipmentBookedConsumerDefinition : ConsumerDefinition<ShipmentBookedConsumer>;
