using System.Collections.Concurrent;

namespace Logistics.EventStore;

/// <summary>What this process's followers are doing, for health and metrics, and their positions to wait for.</summary>
internal sealed class FollowerStates
{
    private readonly ConcurrentDictionary<string, FollowerState> states = new();
    private readonly ConcurrentDictionary<string, PositionSignal> positions = new();

    internal IEnumerable<FollowerState> All => states.Values;

    internal PositionSignal Position(string name) => positions.GetOrAdd(name, _ => new PositionSignal());

    internal void Set(string name, FollowerStatus status, string? reason = null) => states[name] = new FollowerState(name, status, reason);
}

internal sealed record FollowerState(string Name, FollowerStatus Status, string? Reason);

internal enum FollowerStatus
{
    /// <summary>Another process leads.</summary>
    Waiting,
    Running,

    /// <summary>A projection of a new version is being built; the old one still answers.</summary>
    Rebuilding,

    /// <summary>Trying again.</summary>
    Failing,

    /// <summary>At an event that it cannot get past.</summary>
    Stopped,

    /// <summary>The database is at a newer version of the projection than this code.</summary>
    Superseded,
}
