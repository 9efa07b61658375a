namespace Logistics.EventStore;

/// <summary>Goes with every append: who, why, and what makes it a repetition.</summary>
public sealed record CommandContext
{
    /// <summary>Nothing known: no key, no inbox message, no actor.</summary>
    public static readonly CommandContext None = new();

    /// <summary>The caller's idempotency key, already scoped by its organisation (<c>org:key</c>). Kept 30 days.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Digest of the request: the same key with another digest is refused as <see cref="AppendOutcome.KeyReused"/>.</summary>
    public string? RequestDigest { get; init; }

    /// <summary>Stored with the key and given back to a repetition.</summary>
    public string? Answer { get; init; }

    /// <summary>The message this append is the effect of, if it came over the bus.</summary>
    public InboxMessage? Inbox { get; init; }

    /// <summary>Stored with each event.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Stored with each event.</summary>
    public string? CausationId { get; init; }

    /// <summary>Stored with each event: a caller's id, never a name.</summary>
    public string? Actor { get; init; }

    internal bool CanRepeat => IdempotencyKey is not null || Inbox is not null;
}

/// <summary>A message that a consumer takes effect of once. Kept 30 days.</summary>
/// <param name="Consumer">The consumer's name: two consumers of one message are two effects.</param>
/// <param name="MessageId">The message's id.</param>
public sealed record InboxMessage(string Consumer, Guid MessageId);
