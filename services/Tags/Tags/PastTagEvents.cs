using Logistics.EventStore;
using Logistics.Tags.Presence;
using NodaTime;

namespace Logistics.Tags.Tags;

/// <summary>Old forms of a tag's events, as they stand in the log.</summary>
internal sealed record VisitAmendedV1(
    string? HandlingUnitId, string HubId, string? ReadPointId, OffsetDateTime ArrivedAt, OffsetDateTime? DepartedAt, IReadOnlyList<ReadReference> Evidence);

internal sealed record VisitWithdrawnV1(string? HandlingUnitId, string HubId, OffsetDateTime ArrivedAt);

internal static class PastTagEvents
{
    internal static void AddTo(EventStoreBuilder store)
    {
        store.Event<VisitAmendedV1>("visit-amended.v1");
        store.Event<VisitWithdrawnV1>("visit-withdrawn.v1");
        store.Upcast<VisitAmendedV1, VisitAmended>(old => new(
            old.HandlingUnitId, old.HubId, old.ReadPointId, null,
            new(old.ArrivedAt, old.Evidence[0], old.DepartedAt, old.DepartedAt is null ? null : old.Evidence[^1])));
        store.Upcast<VisitWithdrawnV1, VisitWithdrawn>(old => new(old.HandlingUnitId, old.HubId, null));
    }
}
