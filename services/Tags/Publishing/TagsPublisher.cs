using Logistics.Contracts;
using Logistics.EventStore;
using Logistics.Tags.Codes;
using Logistics.Tags.Condition;
using Logistics.Tags.Gateways;
using Logistics.Tags.HandlingUnits;
using Logistics.Tags.Presence;
using Logistics.Tags.Tags;
using MassTransit;
using NodaTime;

namespace Logistics.Tags.Publishing;

/// <summary>Tells the other services what reads say of handling units. A tag that is on none is nobody else's business.</summary>
internal sealed class TagsPublisher(IBus bus) : Subscription
{
    public override string Name => "TagsPublisher";

    public override async Task Handle(IReadOnlyList<StoredEvent> batch, CancellationToken ct)
    {
        foreach (var e in batch)
        {
            foreach (var message in MessagesOf(e)) await bus.Publish(message, message.GetType(), context => context.MessageId = e.Id, ct);
        }
    }

    /// <summary>
    /// A moved departure is told twice: as an amendment, and as the better knowledge of the same departure for those who take no
    /// amendments. Each consumer takes a message's id for one effect of its own.
    /// </summary>
    internal static IEnumerable<object> MessagesOf(StoredEvent e)
    {
        if (MessageOf(e) is { } message) yield return message;
        if (e.Data is VisitAmended { HandlingUnitId: { } unit, Now: { DepartedAt: { } departed, DepartedBy: { } by } } v)
        {
            yield return new Contracts.Tags.HandlingUnitDeparted(
                new(e.StreamId, e.Version, e.Position), Tag.Stream.KeyOf(e.StreamId), unit, v.HubId, v.ReadPointId ?? "", At(departed), [Evidence(by)], v.Now.DepartureInterpolated);
        }
    }

    private static object? MessageOf(StoredEvent e)
    {
        var (origin, tag) = (new Origin(e.StreamId, e.Version, e.Position), Tag.Stream.KeyOf(e.StreamId));
        return e.Data switch
        {
            TagArrived { HandlingUnitId: { } unit } a => new Contracts.Tags.HandlingUnitArrived(
                origin, tag, unit, a.HubId, a.ReadPointId ?? "", At(a.At), Evidence(a.Evidence), a.Interpolated),
            TagDeparted { HandlingUnitId: { } unit } d => new Contracts.Tags.HandlingUnitDeparted(
                origin, tag, unit, d.HubId, d.ReadPointId ?? "", At(d.At), Evidence(d.Evidence), d.Interpolated),
            TagFellSilent { HandlingUnitId: { } unit } s => new Contracts.Tags.TagFellSilent(origin, tag, unit, At(s.LastReadAt), s.SilentGatewayId),
            TagHeardAgain { HandlingUnitId: { } unit } h => new Contracts.Tags.TagHeardAgain(origin, tag, unit, At(h.At)),
            TagDetached d => new Contracts.Tags.TagDetached(origin, tag, d.HandlingUnitId, At(d.At)),
            BatteryFellLow { HandlingUnitId: { } unit } b => new Contracts.Tags.BatteryFellLow(origin, tag, unit, At(b.Since), b.Percent),
            BatteryRecovered { HandlingUnitId: { } unit } b => new Contracts.Tags.BatteryRecovered(origin, tag, unit, At(b.At), b.Percent),
            ExcursionStarted x => new Contracts.Tags.ExcursionStarted(
                origin, tag, x.HandlingUnitId, x.ShipmentId, x.Condition, At(x.Since), x.Peak, x.Unit, x.Limits, x.ExcursionId),
            ExcursionEnded x => new Contracts.Tags.ExcursionEnded(
                origin, tag, x.HandlingUnitId, x.ShipmentId, x.Condition, At(x.Since), At(x.Until), x.Peak, x.Unit, x.Limits, x.ExcursionId, Word(x.EndedBy)),
            ExcursionAmended x => new Contracts.Tags.ExcursionAmended(
                origin, tag, x.HandlingUnitId, x.ShipmentId, x.ExcursionId, x.Condition, Times(x.Was), Times(x.Now), x.Unit, x.Limits),
            ExcursionWithdrawn x => new Contracts.Tags.ExcursionWithdrawn(
                origin, tag, x.HandlingUnitId, x.ShipmentId, x.ExcursionId, x.Condition, Times(x.Was), x.Unit),
            GatewayFellSilent s => new Contracts.Tags.GatewayFellSilent(origin, Gateway.Stream.KeyOf(e.StreamId), s.Owner, s.ReadPointId, s.LastSeenAt, s.HubId),
            GatewayHeardAgain h => new Contracts.Tags.GatewayHeardAgain(origin, Gateway.Stream.KeyOf(e.StreamId), h.Owner, h.ReadPointId, h.At),
            VisitAmended { HandlingUnitId: { } unit, Was: { } was } v => new Contracts.Tags.HandlingUnitVisitAmended(
                origin, tag, unit, v.HubId, v.ReadPointId ?? "", Times(was), Times(v.Now)),
            VisitWithdrawn { HandlingUnitId: { } unit, Was: { } was } w => new Contracts.Tags.HandlingUnitVisitWithdrawn(origin, tag, unit, w.HubId, Times(was)),
            _ => OfContained(e, origin),
        };
    }

    /// <summary>What a unit did inside of another. Only what may be booked is anybody's business: units that have an SSCC.</summary>
    private static object? OfContained(StoredEvent e, Origin origin)
    {
        if (e.Data is not (UnitArrived or UnitDeparted or UnitVisitAmended or UnitVisitWithdrawn)) return null;
        var unit = HandlingUnit.Stream.KeyOf(e.StreamId);
        return !Sscc.IsValid(unit) ? null : e.Data switch
        {
            UnitArrived { Times: var times } a => new Contracts.Tags.HandlingUnitArrived(
                origin, a.TagId, unit, a.HubId, a.ReadPointId ?? "", At(times.ArrivedAt), [Evidence(times.ArrivedBy)], times.ArrivalInterpolated, a.ContainerId),
            UnitDeparted { Times: { DepartedAt: { } left, DepartedBy: { } by } times } d => new Contracts.Tags.HandlingUnitDeparted(
                origin, d.TagId, unit, d.HubId, d.ReadPointId ?? "", At(left), [Evidence(by)], times.DepartureInterpolated, d.ContainerId),
            UnitVisitAmended v => new Contracts.Tags.HandlingUnitVisitAmended(
                origin, v.TagId, unit, v.HubId, v.ReadPointId ?? "", Times(v.Was), Times(v.Now), v.ContainerId),
            UnitVisitWithdrawn w => new Contracts.Tags.HandlingUnitVisitWithdrawn(origin, w.TagId, unit, w.HubId, Times(w.Was), w.ContainerId),
            _ => null,
        };
    }

    private static Contracts.Tags.VisitTimes Times(VisitTimes times) => new(
        At(times.ArrivedAt), Evidence(times.ArrivedBy), times.DepartedAt is { } left ? At(left) : null, times.DepartedBy is { } by ? Evidence(by) : null,
        times.ArrivalInterpolated, times.DepartureInterpolated);

    private static Contracts.Tags.ExcursionTimes Times(ExcursionTimes times)
        => new(At(times.Since), times.Until is { } until ? At(until) : null, times.Peak, Word(times.EndedBy));

    private static string? Word(WatchEnd? end) => end switch
    {
        WatchEnd.UnitWithdrawn => "unit-withdrawn",
        WatchEnd.ShipmentClosed => "shipment-closed",
        WatchEnd.TagDetached => "tag-detached",
        _ => null,
    };

    private static EventTime At(OffsetDateTime at) => new(at.ToInstant(), at.Offset.Seconds / 60);

    private static Contracts.Tags.ReadEvidence[] Evidence(IReadOnlyList<ReadReference> reads) => [.. reads.Select(Evidence)];

    private static Contracts.Tags.ReadEvidence Evidence(ReadReference r) => new(r.Id, r.GatewayId, new(r.EventTime, r.OffsetMinutes), r.RecordedAt, r.Hash);
}
