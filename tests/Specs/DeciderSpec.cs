using Logistics.EventStore;

namespace Logistics.Specs;

/// <summary>Base of a decider's specs: <c>Given(events).When(state => decide).Then(events)</c>.</summary>
public abstract class DeciderSpec<TState>(StreamType<TState> type)
{
    /// <summary>What happened before, in order.</summary>
    protected Given<TState> Given(params object[] events) => new(type, events);

    /// <summary>Nothing happened before.</summary>
    protected Given<TState> GivenNothing() => new(type, []);
}

/// <summary>A stream's past.</summary>
public sealed class Given<TState>(StreamType<TState> type, IReadOnlyList<object> past)
{
    /// <summary>The state these events fold into.</summary>
    public TState State => past.Aggregate(type.Initial, type.Evolve);

    /// <summary>More of the past.</summary>
    public Given<TState> And(params object[] events) => new(type, [.. past, .. events]);

    /// <summary>Decides on the folded state.</summary>
    public When<TState> When(Func<TState, Decision> decide) => new(type, State, decide(State));
}
