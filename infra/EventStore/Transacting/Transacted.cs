namespace Logistics.EventStore;

/// <summary>The outcome of a command.</summary>
/// <param name="State">The stream's state afterwards (as loaded, where nothing was written).</param>
/// <param name="Version">The stream's version afterwards.</param>
/// <param name="Position">Position to wait for to read this write; 0 where nothing was ever written.</param>
/// <param name="Refused">Why not; null where the command succeeded.</param>
/// <param name="Repeated">The same command took effect before.</param>
/// <param name="Answer">What was stored with the idempotency key then.</param>
public sealed record Transacted<TState>(TState State, long Version, long Position, Refusal? Refused, bool Repeated, string? Answer);
