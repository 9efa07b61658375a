using Logistics.Contracts.Shipments;
using Logistics.EventStore;
using Logistics.Hosting.Grpc;
using MassTransit;
using NodaTime;

namespace Logistics.Tags.ShipmentWatches;

/// <summary>What its units may go through now, what it consists of, and who is party to it.</summary>
internal sealed class ShipmentAmendedConsumer(Transactor transactor, IClock clock) : IConsumer<ShipmentAmended>
{
    public Task Consume(ConsumeContext<ShipmentAmended> context)
    {
        var m = context.Message;
        var units = m.HandlingUnits?.Select(u => u.HandlingUnitId).ToArray();
        var band = m.Temperature is { } t ? new TemperatureBand(t.MinCelsius, t.MaxCelsius, t.AllowedMinutes) : null;
        var amendment = new WatchAmendment(m.Origin.Version, (m.AmendedAt ?? SentAt(context)).ToMicroseconds(), units, band);
        return transactor.Transact(
            ShipmentWatch.Stream, m.ShipmentId, watch => ShipmentWatch.Amend(watch, m.ShipmentId, amendment).And(
                ShipmentWatch.Name(watch, m.ShipmentId, units, m.PartyOrganisations, m.Origin.Version)),
            Inbox.Of(context, nameof(ShipmentAmendedConsumer)), context.CancellationToken);
    }

    /// <summary>A publisher of before it told when: it publishes at once.</summary>
    private Instant SentAt(ConsumeContext context)
        => context.SentTime is { } sent ? Instant.FromDateTimeUtc(DateTime.SpecifyKind(sent, DateTimeKind.Utc)) : clock.GetCurrentInstant();
}

internal sealed class ShipmentAmendedConsumerDefinition : ConsumerDefinition<ShipmentAmendedConsumer>;
