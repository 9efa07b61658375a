using System.Collections.Immutable;

namespace Logistics.Routing.ReplanningPolicies;

/// <summary>When a plan may be renewed without a dispatcher because a connection will be missed.</summary>
/// <param name="Automatic">Else a dispatcher applies, always.</param>
/// <param name="MinMinutesToAct">At least so long before the first new run leaves: its carrier must still be able to answer.</param>
/// <param name="MaxExtraCost">In the network's currency, of what is left of the way.</param>
/// <param name="RestMinutes">So long after it has renewed a plan, the next renewal of it is a dispatcher's.</param>
internal sealed record ReplanningRule(bool Automatic, int MinMinutesToAct, decimal MaxExtraCost, int RestMinutes)
{
    /// <summary>Where nothing was said: nothing happens by itself.</summary>
    internal static readonly ReplanningRule Off = new(false, 60, 0, 60);
}

/// <param name="HubId">Where connections are missed; empty: at all hubs that have no rule of their own.</param>
internal sealed record ReplanningPolicyRevised(string HubId, ReplanningRule Rule);

/// <summary>The operating organisation's rules, by hub. One stream: who wants to know what happens by itself reads it here.</summary>
internal sealed record Policies(ImmutableSortedDictionary<string, ReplanningRule> Rules)
{
    internal const string Everywhere = "";

    internal static readonly Policies None = new(ImmutableSortedDictionary.Create<string, ReplanningRule>(StringComparer.Ordinal));

    internal ReplanningRule At(string hubId) =>
        Rules.GetValueOrDefault(hubId) ?? Rules.GetValueOrDefault(Everywhere) ?? ReplanningRule.Off;

    internal static Policies Evolve(Policies policies, object e) => e switch
    {
        ReplanningPolicyRevised revised => policies with { Rules = policies.Rules.SetItem(revised.HubId, revised.Rule) },
        _ => throw new ArgumentException($"Replanning policies have no event {e.GetType().Name}.", nameof(e)),
    };
}
