using Logistics.EventStore;
using NodaTime;

namespace Logistics.Shipments.Deadlines;

/// <param name="At">Null: nothing is awaited any more.</param>
internal sealed record Deadline(string Subject, Instant? At)
{
    public static Deadline Set(string subject, Instant at) => new(subject, at);

    public static Deadline Drop(string subject) => new(subject, null);
}

/// <summary>Something that is to happen when a time has passed and nothing else happened before.</summary>
internal abstract class DeadlineKind
{
    /// <summary>Stored; never changed.</summary>
    public abstract string Name { get; }

    /// <summary>What an event does to the deadline of its subject; null for nothing. Pure: rebuilds ask again.</summary>
    public abstract Deadline? Change(StoredEvent e);

    /// <summary>It has passed. Called again until an event says otherwise, perhaps by two processes at once: must bear that.</summary>
    public abstract Task Pass(string subject, Instant now, CancellationToken ct);
}
