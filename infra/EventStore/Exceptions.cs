namespace Logistics.EventStore;

/// <summary>An event type that was never registered with <c>store.Event&lt;T&gt;("name.v1")</c>.</summary>
public sealed class UnknownEventTypeException(string type)
    : Exception($"Event type '{type}' is not registered. Add store.Event<...>(\"{type}\") to AddEventStore, or an upcaster for it.")
{
    /// <summary>The stored name.</summary>
    public string Type { get; } = type;
}

/// <summary>A stored event that cannot be read: unknown type or broken data.</summary>
public sealed class EventUnreadableException(long position, string type, Exception inner)
    : Exception($"Event {position} of type '{type}' cannot be read: {inner.Message}", inner)
{
    /// <summary>Its position in the log.</summary>
    public long Position { get; } = position;
}

/// <summary>A stream changed under a command more often than <see cref="Transactor"/> is willing to decide again.</summary>
public sealed class ContentionException(string streamId, int attempts)
    : Exception($"Stream '{streamId}' changed under each of {attempts} attempts. Ask again, or split what writes to it.")
{
    /// <summary>The stream.</summary>
    public string StreamId { get; } = streamId;
}

/// <summary>An event that a projection or a subscription cannot get past; the cause is the inner exception.</summary>
public sealed class PoisonEventException(long position, Exception cause)
    : Exception($"Stopped at event {position}: {cause.Message}", cause)
{
    /// <summary>Its position in the log.</summary>
    public long Position { get; } = position;
}
