using Logistics.Contracts;
using Logistics.Contracts.Tags;
using Logistics.Shipments.Shipments;
using Logistics.Shipments.Streams;
using MassTransit;
using NodaTime;

namespace Logistics.Shipments.HandlingUnits;

internal sealed class HandlingUnitVisitAmendedConsumer(FactProcess facts, IClock clock) : IConsumer<HandlingUnitVisitAmended>
{
    public Task Consume(ConsumeContext<HandlingUnitVisitAmended> context)
    {
        var (m, now) = (context.Message, clock.GetCurrentInstant());
        return facts.Amend(
            m.HandlingUnitId, SightingChange.Between(m.Origin, m.HandlingUnitId, m.HubId, m.Was, m.Now, now), now,
            context.Command("handling-unit-visit-amended"), context.CancellationToken);
    }
}

internal sealed class HandlingUnitVisitWithdrawnConsumer(FactProcess facts, IClock clock) : IConsumer<HandlingUnitVisitWithdrawn>
{
    public Task Consume(ConsumeContext<HandlingUnitVisitWithdrawn> context)
    {
        var (m, now) = (context.Message, clock.GetCurrentInstant());
        return facts.Amend(
            m.HandlingUnitId, SightingChange.Between(m.Origin, m.HandlingUnitId, m.HubId, m.Was, null, now), now,
            context.Command("handling-unit-visit-withdrawn"), context.CancellationToken);
    }
}

/// <param name="Was">Null where nothing was told before.</param>
/// <param name="Better">Null where it was not so at all.</param>
internal sealed record SightingChange(HandlingUnitSighted? Was, HandlingUnitSighted? Better)
{
    /// <summary>What of a stay's arrival and departure has changed. The deciding read comes with the time it decided.</summary>
    /// <param name="better">Null: the stay never was.</param>
    public static IReadOnlyList<SightingChange> Between(Origin origin, string unit, string hub, VisitTimes was, VisitTimes? better, Instant now)
    {
        return
        [
            .. Change(MilestoneKind.Arrived, (was.ArrivedAt, was.ArrivedBy), (better?.ArrivedAt, better?.ArrivedBy)),
            .. Change(MilestoneKind.Departed, (was.DepartedAt, was.DepartedBy), (better?.DepartedAt, better?.DepartedBy)),
        ];

        IEnumerable<SightingChange> Change(
            MilestoneKind kind, (Contracts.EventTime? At, ReadEvidence? By) before, (Contracts.EventTime? At, ReadEvidence? By) after)
        {
            if (before.At == after.At && before.By?.ReadId == after.By?.ReadId) return [];
            // A departure may move while the read elsewhere that decided it stays: as evidence that is another one.
            var id = after.By?.ReadId == before.By?.ReadId ? FormattableString.Invariant($"{after.By?.ReadId}@{origin.Version}") : after.By?.ReadId;
            return [new(Sighting(kind, before.At, before.By, before.By?.ReadId), Sighting(kind, after.At, after.By, id))];
        }

        HandlingUnitSighted? Sighting(MilestoneKind kind, Contracts.EventTime? at, ReadEvidence? by, string? id) => at is null || by is null
            ? null
            : new(kind, hub, new(EvidenceKind.Read, by.GatewayId, id!, new(at.Instant, at.OffsetMinutes), now, [unit], null));
    }
}
