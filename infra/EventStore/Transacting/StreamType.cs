namespace Logistics.EventStore;

/// <summary>A kind of stream and how its events fold into a state.</summary>
/// <param name="Name"><c>shipment</c>: the stream's type in the log, and the prefix of its ids.</param>
/// <param name="Initial">The state before any event.</param>
/// <param name="Evolve">Pure; throws on an event it does not know.</param>
public sealed record StreamType<TState>(string Name, TState Initial, Func<TState, object, TState> Evolve)
{
    /// <summary>For streams that grow long; null folds from the beginning every time.</summary>
    public SnapshotCodec<TState>? Snapshots { get; init; }

    /// <summary><c>shipment-S123</c> for <c>S123</c>.</summary>
    public string IdOf(string id) => $"{Name}-{id}";
}
