using NodaTime;

namespace Logistics.Partners.Tokens;

/// <param name="Most">Failures in a row that are borne.</param>
/// <param name="Pause">How long further ones are turned away.</param>
internal sealed record AttemptLimit(int Most, Duration Pause);

/// <summary>
/// Counts failed sign-ins by name, known or not, and turns a name away for a while after too many in a row: the same rule as
/// Identity's lockout, so that nobody learns from it whether a name exists. Bounded: the name not seen for longest is forgotten
/// first. In memory, hence per process; for people Identity's lockout in the database stands behind it.
/// </summary>
internal sealed class Attempts(AttemptLimit limit, IClock clock, int capacity = 10_000)
{
    /// <summary>Short, so that a stranger who mistypes on purpose keeps nobody out for long.</summary>
    internal static readonly AttemptLimit People = new(5, Duration.FromMinutes(1));

    internal static readonly AttemptLimit Clients = new(10, Duration.FromSeconds(30));

    internal static readonly AttemptLimit Claims = new(5, Duration.FromMinutes(1));

    /// <summary>Seconds; the longest of the pauses.</summary>
    internal const string RetryAfter = "60";

    private readonly Lock gate = new();
    private readonly Dictionary<string, LinkedListNode<Name>> names = [];
    private readonly LinkedList<Name> byUse = [];

    internal bool IsTurnedAway(string name)
    {
        lock (gate) return names.TryGetValue(name, out var node) && clock.GetCurrentInstant() < node.Value.AwayUntil;
    }

    internal void Failed(string name)
    {
        lock (gate)
        {
            var known = Forget(name) ?? new Name(name, 0, Instant.MinValue);
            var failures = known.Failures + 1;
            var next = failures < limit.Most
                ? known with { Failures = failures }
                : known with { Failures = 0, AwayUntil = clock.GetCurrentInstant() + limit.Pause };
            names[name] = byUse.AddFirst(next);
            if (names.Count > capacity) Forget(byUse.Last!.Value.Text);
        }
    }

    internal void Succeeded(string name)
    {
        lock (gate) Forget(name);
    }

    private Name? Forget(string name)
    {
        if (!names.Remove(name, out var node)) return null;
        byUse.Remove(node);
        return node.Value;
    }

    private sealed record Name(string Text, int Failures, Instant AwayUntil);
}
