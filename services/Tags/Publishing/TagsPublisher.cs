using Logistics.Contracts;
using Logistics.EventStore;
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
            if (MessageOf(e) is { } message) await bus.Publish(message, message.GetType(), context => context.MessageId = e.Id, ct);
        }
    }

    internal static object? MessageOf(StoredEvent e)
    {
        var (origin, tag) = (new Origin(e.StreamId, e.Version, e.Position), Tag.Stream.KeyOf(e.StreamId));
        return e.Data switch
        {
            TagArrived { HandlingUnitId: { } unit } a => new Contracts.Tags.HandlingUnitArrived(
                origin, tag, unit, a.HubId, a.ReadPointId ?? "", At(a.At), Evidence(a.Evidence)),
            TagDeparted { HandlingUnitId: { } unit } d => new Contracts.Tags.HandlingUnitDeparted(
                origin, tag, unit, d.HubId, d.ReadPointId ?? "", At(d.At), Evidence(d.Evidence)),
            TagFellSilent { HandlingUnitId: { } unit } s => new Contracts.Tags.TagFellSilent(origin, tag, unit, At(s.LastReadAt)),
            TagHeardAgain { HandlingUnitId: { } unit } h => new Contracts.Tags.TagHeardAgain(origin, tag, unit, At(h.At)),
            ExcursionStarted x => new Contracts.Tags.ExcursionStarted(
                origin, tag, x.HandlingUnitId, x.ShipmentId, x.Condition, At(x.Since), x.Peak, x.Unit, x.Limits),
            ExcursionEnded x => new Contracts.Tags.ExcursionEnded(
                origin, tag, x.HandlingUnitId, x.ShipmentId, x.Condition, At(x.Since), At(x.Until), x.Peak, x.Unit),

            // A moved departure is the better knowledge of the same departure; there is no message yet that takes one back.
            VisitAmended { HandlingUnitId: { } unit, DepartedAt: { } departed } v => new Contracts.Tags.HandlingUnitDeparted(
                origin, tag, unit, v.HubId, v.ReadPointId ?? "", At(departed), Evidence([.. v.Evidence.Skip(1)])),
            _ => null,
        };
    }

    private static EventTime At(OffsetDateTime at) => new(at.ToInstant(), at.Offset.Seconds / 60);

    private static Contracts.Tags.ReadEvidence[] Evidence(IReadOnlyList<ReadReference> reads)
        => [.. reads.Select(r => new Contracts.Tags.ReadEvidence(r.Id, r.GatewayId, new(r.EventTime, r.OffsetMinutes), r.RecordedAt, r.Hash))];
}
