using Logistics.Contracts;
using Logistics.EventStore;
using Logistics.Shipments.Sandboxes;
using Logistics.Shipments.Shipments;
using Logistics.Shipments.Streams;
using Logistics.Shipments.TransportOrders;
using MassTransit;
using Contract = Logistics.Contracts.Shipments;

namespace Logistics.Shipments.Publishing;

/// <summary>Tells the other services; the message's id is the event's, so that a repetition is known as one.</summary>
internal sealed class ShipmentPublisher(IBus bus) : Subscription
{
    public override string Name => "ShipmentPublisher";

    public override int PageSize => 100;

    public override async Task Handle(IReadOnlyList<StoredEvent> batch, CancellationToken ct)
        => await Task.WhenAll(batch.Select(e => Message(e) is { } message
            ? bus.Publish(message, message.GetType(), Pipe.Execute<PublishContext>(to => to.MessageId = e.Id), ct)
            : Task.CompletedTask));

    /// <summary>Contacts and whatever else is about people stays here.</summary>
    public static object? Message(StoredEvent e)
    {
        if (Sandbox.Owns(e.StreamId)) return null;
        var origin = new Origin(e.StreamId, e.Version, e.Position);
        var id = StreamNames.IdIn(Shipment.Stream, e.StreamId) ?? "";
        return e.Data switch
        {
            ShipmentBooked b => new Contract.ShipmentBooked(
                origin, b.ShipmentId, b.Reference, b.Route.OriginHubId, b.Route.DestinationHubId, b.Route.ReadyAt.ToInstant(),
                b.Route.ArriveBy.ToInstant(), [.. b.HandlingUnits.Select(Unit)],
                Limits(b.Temperature),
                Organisations(b.Parties), b.BookedAt)
            {
                Conditions = b.Conditions?.Select(c => new Contract.ConditionLimits(Words.Of(c.Kind), c.Min, c.Max, c.AllowedMinutes)).ToList(),
                CollectAt = DoorOf(b.Route.CollectAt, b.Route.ReadyAt),
                DeliverAt = DoorOf(b.Route.DeliverAt, b.Route.ArriveBy),
                CollectBy = b.Route.CollectBy?.ToInstant(),
                DeliverFrom = b.Route.DeliverFrom?.ToInstant(),
            },
            ActualRecorded a when Kind(a.Kind) is { } kind => new Contract.ActualRecorded(
                origin, id, kind, a.HubId, a.LegIndex, new(a.At.Instant, a.At.OffsetMinutes)),
            ActualRetracted { At: { } left } a when Kind(a.Kind) is { } kind => new Contract.ActualRecorded(
                origin, id, kind, a.HubId, a.LegIndex, new(left.Instant, left.OffsetMinutes)),
            ActualRetracted a when Kind(a.Kind) is { } kind => new Contract.ActualRetracted(origin, id, kind, a.HubId, a.LegIndex),
            ShipmentHeld h => new Contract.ShipmentHeld(origin, id, Words.Of(h.Kind), h.At),
            ShipmentReleased r => new Contract.ShipmentReleased(origin, id, Words.Of(r.Kind), r.At),
            ShipmentReopened r => new Contract.ShipmentReopened(origin, id, r.At),
            ShipmentDelivered d => new Contract.ShipmentClosed(origin, id, "delivered", new(d.At.Instant, d.At.OffsetMinutes)),
            ShipmentCancelled c => new Contract.ShipmentClosed(origin, id, "cancelled", new(c.At, 0)),
            ShipmentReturned r => new Contract.ShipmentClosed(origin, id, "returned", new(r.At, 0)),
            ShipmentAmended a when a.Route is not null || a.Temperature is not null || a.HandlingUnits is not null || a.Parties is not null => new Contract.ShipmentAmended(
                origin, id, a.Route?.ReadyAt.ToInstant(), a.Route?.ArriveBy.ToInstant(), Limits(a.Temperature))
            {
                AmendedAt = a.At,
                OriginHubId = a.Route?.OriginHubId,
                DestinationHubId = a.Route?.DestinationHubId,
                CollectAt = DoorOf(a.Route?.CollectAt, a.Route?.ReadyAt),
                DeliverAt = DoorOf(a.Route?.DeliverAt, a.Route?.ArriveBy),
                CollectBy = a.Route?.CollectBy?.ToInstant(),
                DeliverFrom = a.Route?.DeliverFrom?.ToInstant(),
                HandlingUnits = a.HandlingUnits?.Select(Unit).ToList(),
                PartyOrganisations = a.Parties is { } parties ? Organisations(parties) : null,
            },
            TransportOrderRejected { Leg: { } leg } r => Declined(e, origin, r.ShipmentId, leg, "rejected", r.Reason),
            TransportOrderTimedOut t => Declined(e, origin, t.ShipmentId, t.Leg, "timed-out", ""),
            _ => null,
        };
    }

    private static List<string> Organisations(IReadOnlyList<Party> parties) => [.. parties.Select(p => p.Organisation).Where(o => o.Length > 0).Distinct()];

    private static Contract.TransportOrderDeclined Declined(
        StoredEvent e, Origin origin, string shipmentId, Leg leg, string why, string reason) => new(
        origin, shipmentId, StreamNames.IdIn(TransportOrder.Stream, e.StreamId)!, leg.CarrierId, leg.ServiceId, leg.ServiceDate, leg.FromHubId,
        leg.ToHubId, why, reason);

    private static Contract.TemperatureLimits? Limits(TemperatureBand? band)
        => band is { } t ? new(t.MinCelsius, t.MaxCelsius, t.AllowedMinutes) : null;

    /// <summary>The clock at a door is that of the appointment there.</summary>
    private static Contract.BookedDoor? DoorOf(Door? door, Appointment? appointment) => door is null || appointment is null
        ? null
        : new(door.Latitude, door.Longitude, appointment.Zone)
        {
            Name = door.Name,
            Hours = door.Hours?.Select(hours => new Contract.DoorHours(hours.Weekday, hours.Opens, hours.Closes)).ToList(),
        };

    private static Contract.BookedHandlingUnit Unit(ShippedUnit u)
        => new(u.Id, u.GrossWeightKg, u.DangerousGoods is { } goods ? [.. goods.Select(g => g.HazardClass).Distinct()] : null);

    /// <summary>What plans and estimates rest on; the others concern nobody else.</summary>
    private static string? Kind(MilestoneKind kind) => kind switch
    {
        MilestoneKind.Departed => "departed",
        MilestoneKind.Arrived => "arrived",
        MilestoneKind.Collected => "collected",
        MilestoneKind.Delivered => "delivered",
        _ => null,
    };
}
