using Logistics.EventStore;

namespace Logistics.Routing.ReplanningPolicies;

internal static class ReplanningPolicyDecider
{
    /// <summary>The only one.</summary>
    internal const string Id = "network";

    internal static readonly StreamType<Policies> Stream = new("replanning-policies", Policies.None, Policies.Evolve);

    internal static Decision Revise(Policies policies, string hubId, ReplanningRule rule) =>
        policies.Rules.GetValueOrDefault(hubId) == rule ? Decision.Nothing : Decision.Accept(new ReplanningPolicyRevised(hubId, rule));
}
