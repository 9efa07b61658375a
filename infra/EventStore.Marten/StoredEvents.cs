using JasperFx.Events;
using NodaTime;

namespace Logistics.EventStore.Marten;

/// <summary>Marten's events as the port's.</summary>
internal static class StoredEvents
{
    private const string Actor = "actor";

    internal static StoredEvent From(IEvent e) => new(
        e.Sequence, e.Id, e.StreamKey!, e.Version, e.EventTypeName, e.Data, Instant.FromDateTimeOffset(e.Timestamp),
        new EventMetadata(e.CorrelationId, e.CausationId, e.GetHeader(Actor)?.ToString()));

    internal static IReadOnlyList<StoredEvent> From(IEnumerable<IEvent> events) => [.. events.Select(From)];
}
