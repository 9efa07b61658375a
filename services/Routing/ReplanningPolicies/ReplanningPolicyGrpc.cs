using Grpc.Core;
using Logistics.EventStore;
using Logistics.Hosting.Grpc;
using Logistics.Hosting.Identity;
using Logistics.Routing.Network;
using Logistics.Routing.V1;
using Microsoft.AspNetCore.Authorization;

namespace Logistics.Routing.ReplanningPolicies;

[Authorize(Roles = Access.Operators)]
internal sealed class ReplanningPolicyGrpc(Transactor transactor, LiveNetwork network) : ReplanningPolicyService.ReplanningPolicyServiceBase
{
    private const int Week = 7 * 1440;

    public override async Task<ReplanningPolicy> SetReplanningPolicy(SetReplanningPolicyRequest request, ServerCallContext context)
    {
        var wanted = request.Policy ?? throw Check.Invalid("policy", "is missing.");
        var hubId = wanted.HubId.Length == 0 ? Policies.Everywhere : NetworkRequests.HubId(wanted.HubId, "policy.hub_id");
        var rule = new ReplanningRule(
            wanted.Automatic,
            Check.Integer(wanted.MinMinutesToAct, "policy.min_minutes_to_act", 0, Week),
            (decimal)Check.Number(wanted.MaxExtraCost, "policy.max_extra_cost", 0, 1_000_000),
            Check.Integer(wanted.RestMinutes, "policy.rest_minutes", 0, Week));
        var facts = await network.Facts(context.CancellationToken);
        if (hubId != Policies.Everywhere && !facts.Hubs.ContainsKey(hubId))
            throw Check.Invalid("policy.hub_id", "is not a hub of the network.", Reasons.UnknownHub);

        var done = await transactor.Transact(
            ReplanningPolicyDecider.Stream, ReplanningPolicyDecider.Id, policies => ReplanningPolicyDecider.Revise(policies, hubId, rule),
            new CommandContext { Actor = context.Caller().Actor }, context.CancellationToken);
        return done.Refused is { } refused ? throw Hosting.Grpc.Refusals.ToRpcException(refused, Reasons.Statuses) : Mapping.PolicyMessage(hubId, rule);
    }

    public override async Task<ListReplanningPoliciesResponse> ListReplanningPolicies(ListReplanningPoliciesRequest request, ServerCallContext context)
    {
        var (policies, _) = await transactor.Load(ReplanningPolicyDecider.Stream, ReplanningPolicyDecider.Id, context.CancellationToken);
        var rules = policies.Rules.ContainsKey(Policies.Everywhere) ? policies.Rules : policies.Rules.Add(Policies.Everywhere, ReplanningRule.Off);
        return new ListReplanningPoliciesResponse { Policies = { rules.Select(rule => Mapping.PolicyMessage(rule.Key, rule.Value)) } };
    }
}
