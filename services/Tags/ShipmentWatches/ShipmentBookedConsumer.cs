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
        var wanted = new ShipmentWatchBegan(booked.ShipmentId, [.. booked.HandlingUnits.Select(u => u.HandlingUnitId)], band);
        return transactor.Transact(
            ShipmentWatch.Stream, booked.ShipmentId, watch => Begin(watch, wanted, booked), Inbox.Of(context, nameof(ShipmentBookedConsumer)),
            context.CancellationToken);
    }

    private static Decision Begin(ShipmentWatch watch, ShipmentWatchBegan wanted, ShipmentBooked booked) => Both(
        ShipmentWatch.Begin(watch, wanted),
        ShipmentWatch.Name(watch, booked.ShipmentId, wanted.HandlingUnits, booked.PartyOrganisations, booked.Origin.Version));

    private static Decision Both(params Decision[] decisions)
        => Decision.Accept([.. decisions.Cast<Decision.Accepted>().SelectMany(accepted => accepted.Events)]);
}

internal sealed class ShipmentBookedConsumerDefinition : ConsumerDefinition<ShipmentBookedConsumer>;
