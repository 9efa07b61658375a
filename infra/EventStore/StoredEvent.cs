using NodaTime;

namespace Logistics.EventStore;

/// <summary>An event as the log holds it, already upcast to the newest version of its type.</summary>
/// <param name="Position">Place in the log: gapless, in commit order, from 1.</param>
/// <param name="Id">The event's id; a published message carries it as its MessageId.</param>
/// <param name="StreamId">For example <c>shipment-S123</c>.</param>
/// <param name="Version">Place in the stream, from 1.</param>
/// <param name="Type">The stored name, for example <c>shipment-booked.v1</c> (the name before upcasting).</param>
/// <param name="Data">The event, one of the registered records.</param>
/// <param name="RecordedAt">Record time, in microseconds; never goes back along the log.</param>
/// <param name="Metadata">Who and why.</param>
public sealed record StoredEvent(
    long Position, Guid Id, string StreamId, long Version, string Type, object Data, Instant RecordedAt, EventMetadata Metadata);

/// <summary>What was recorded beside an event; all of it optional.</summary>
/// <param name="CorrelationId">The request or trace that led here.</param>
/// <param name="CausationId">The message or event that led here.</param>
/// <param name="Actor">Who did it: a caller's id, never a name.</param>
public sealed record EventMetadata(string? CorrelationId, string? CausationId, string? Actor);
