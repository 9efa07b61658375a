using System.Collections.Concurrent;

namespace Logistics.EventStore.Tests.Conformance;

/// <summary>The world outside: remembers, and fails when told to.</summary>
public sealed class HeardEvents
{
    private int failures;

    public ConcurrentQueue<StoredEvent> All { get; } = new();

    public int FailNext
    {
        set => Interlocked.Exchange(ref failures, value);
    }

    public bool Left => Volatile.Read(ref failures) > 0;

    internal bool Fails() => Interlocked.Decrement(ref failures) >= 0;
}

/// <summary>Hears everything.</summary>
public sealed class Heard(HeardEvents events) : Subscription
{
    public override string Name => "Heard";

    public override Task Handle(IReadOnlyList<StoredEvent> batch, CancellationToken ct)
    {
        if (events.Fails()) throw new InvalidOperationException("The world is away.");
        foreach (var e in batch) events.All.Enqueue(e);
        return Task.CompletedTask;
    }
}
