using Logistics.Contracts;
using Logistics.Contracts.Tags;
using Logistics.Shipments.Shipments;
using Logistics.Shipments.Streams;
using MassTransit;
using NodaTime;

namespace Logistics.Shipments.HandlingUnits;

internal sealed class HandlingUnitArrivedConsumer(FactProcess facts, IClock clock) : IConsumer<HandlingUnitArrived>
{
    public Task Consume(ConsumeContext<HandlingUnitArrived> context)
    {
        var m = context.Message;
        var sighting = Sightings.Of(MilestoneKind.Arrived, m.HandlingUnitId, m.HubId, m.At, m.Evidence, m.Origin, clock);
        return facts.Sight(m.HandlingUnitId, sighting, context.Command("handling-unit-arrived"), context.CancellationToken);
    }
}

internal sealed class HandlingUnitDepartedConsumer(FactProcess facts, IClock clock) : IConsumer<HandlingUnitDeparted>
{
    public Task Consume(ConsumeContext<HandlingUnitDeparted> context)
    {
        var m = context.Message;
        var sighting = Sightings.Of(MilestoneKind.Departed, m.HandlingUnitId, m.HubId, m.At, m.Evidence, m.Origin, clock);
        return facts.Sight(m.HandlingUnitId, sighting, context.Command("handling-unit-departed"), context.CancellationToken);
    }
}

internal static class Sightings
{
    /// <summary>The deciding read comes first; where a message brings none, its own place in the tag's stream is the evidence.</summary>
    public static HandlingUnitSighted Of(
        MilestoneKind kind, string unitId, string hub, Contracts.EventTime at, IReadOnlyList<ReadEvidence> reads, Origin origin, IClock clock)
        => new(kind, hub, new Evidence(
            EvidenceKind.Read,
            reads.Count > 0 ? reads[0].GatewayId : "tags",
            reads.Count > 0 ? reads[0].ReadId : $"{origin.Stream}@{origin.Version}",
            new(at.Instant, at.OffsetMinutes),
            clock.GetCurrentInstant(),
            [unitId],
            null));
}
