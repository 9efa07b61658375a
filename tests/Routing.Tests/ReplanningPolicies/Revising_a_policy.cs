using FluentAssertions;
using Logistics.Routing.ReplanningPolicies;
using Logistics.Specs;
using Xunit;

namespace Logistics.Routing.Tests.ReplanningPolicies;

public sealed class Revising_a_policy
{
    private static readonly ReplanningRule Rule = new(true, 60, 25, 30);
    private static readonly ReplanningPolicyRevised Everywhere = new("", Rule);

    [Fact]
    public void Nothing_happens_by_itself_until_somebody_says_so() => Policies.None.At("DEHAG").Automatic.Should().BeFalse();

    [Fact]
    public void A_rule_for_all_hubs_counts_at_each() => new Given<Policies>(ReplanningPolicyDecider.Stream, [])
        .When(it => ReplanningPolicyDecider.Revise(it, "", Rule)).Then(Everywhere)
        .At("DEHAG").Should().Be(Rule);

    [Fact]
    public void A_hub_has_its_own() => new Given<Policies>(ReplanningPolicyDecider.Stream, [Everywhere])
        .When(it => ReplanningPolicyDecider.Revise(it, "DEHAG", ReplanningRule.Off)).Then(new ReplanningPolicyRevised("DEHAG", ReplanningRule.Off))
        .At("DEHAG").Automatic.Should().BeFalse();

    [Fact]
    public void The_same_again_records_nothing() =>
        new Given<Policies>(ReplanningPolicyDecider.Stream, [Everywhere]).When(it => ReplanningPolicyDecider.Revise(it, "", Rule)).ThenNothing();
}
