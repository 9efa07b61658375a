using System.Text.Json.Serialization;
using NodaTime;

namespace Logistics.Tags.Presence;

/// <summary>
/// A read that a fact may rest on. Its hash is computed when somebody asks: few of the reads that pass by come to be evidence.
/// </summary>
internal sealed record ReadReference
{
    private Func<string>? _compute;
    private string? _hash;

    /// <param name="id">Gateway, epoch and sequence; gateway and content hash where unnumbered.</param>
    /// <param name="hash">SHA-256 of its content, hex.</param>
    [JsonConstructor]
    public ReadReference(string id, string gatewayId, Instant eventTime, int offsetMinutes, Instant recordedAt, string hash)
        : this(id, gatewayId, eventTime, offsetMinutes, recordedAt, () => hash)
    {
    }

    internal ReadReference(string id, string gatewayId, Instant eventTime, int offsetMinutes, Instant recordedAt, Func<string> hash)
        => (Id, GatewayId, EventTime, OffsetMinutes, RecordedAt, _compute) = (id, gatewayId, eventTime, offsetMinutes, recordedAt, hash);

    public string Id { get; }

    public string GatewayId { get; }

    public Instant EventTime { get; }

    public int OffsetMinutes { get; }

    public Instant RecordedAt { get; }

    public string Hash
    {
        get
        {
            if (_compute is { } compute) (_hash, _compute) = (compute(), null);
            return _hash!;
        }
    }

    /// <summary>An id is used for one content only: another one went to quarantine.</summary>
    public bool Equals(ReadReference? other) => other is not null && Id == other.Id && EventTime == other.EventTime && RecordedAt == other.RecordedAt;

    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);
}
