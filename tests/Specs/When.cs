using System.Text.Json;
using FluentAssertions;
using Logistics.EventStore;

namespace Logistics.Specs;

/// <summary>A decision, to be looked at.</summary>
public sealed class When<TState>(StreamType<TState> type, TState state, Decision decision)
{
    /// <summary>Accepted with exactly these events, compared as they are stored; and the state bears them.</summary>
    /// <returns>The state afterwards.</returns>
    public TState Then(params object[] events)
    {
        var accepted = Accepted();
        accepted.Select(Stored).Should().Equal(events.Select(Stored));
        return accepted.Aggregate(state, type.Evolve);
    }

    /// <summary>Accepted, and there was nothing to do.</summary>
    public void ThenNothing() => Accepted().Select(Stored).Should().BeEmpty();

    /// <summary>Refused for this reason.</summary>
    public void ThenRefused(string reason)
        => decision.Should().BeOfType<Decision.Refused>().Which.Refusal.Reason.Should().Be(reason);

    private IReadOnlyList<object> Accepted()
    {
        if (decision is Decision.Refused { Refusal: var refusal })
            decision.Should().BeOfType<Decision.Accepted>($"it was refused: {refusal.Reason}, {refusal.Detail}");
        return ((Decision.Accepted)decision).Events;
    }

    private static string Stored(object e) => $"{e.GetType().Name} {JsonSerializer.Serialize(e, e.GetType(), EventJson.Options)}";
}
