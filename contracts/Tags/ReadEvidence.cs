using NodaTime;

namespace Logistics.Contracts.Tags;

/// <summary>A read that a derived fact rests on; kept by Tags beyond the journal's retention.</summary>
/// <param name="ReadId">Gateway, epoch and sequence, or the read's content hash.</param>
/// <param name="Hash">SHA-256 of the read as it was journaled, hex.</param>
public sealed record ReadEvidence(string ReadId, string GatewayId, EventTime At, Instant RecordedAt, string Hash);
