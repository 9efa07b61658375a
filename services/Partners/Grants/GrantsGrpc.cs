using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using Logistics.EventStore;
using Logistics.Hosting;
using Logistics.Hosting.Grpc;
using Logistics.Hosting.Identity;
using Logistics.Partners.Clients;
using Logistics.Partners.GrantList;
using Logistics.Partners.Organisations;
using Logistics.Partners.V1;
using Microsoft.AspNetCore.Authorization;
using NodaTime;

namespace Logistics.Partners.Grants;

[Authorize(Roles = ClientRoles.Business)]
internal sealed class GrantsGrpc(Transactor streams, Administration administration, GrantQuery grants, IClock clock) : GrantService.GrantServiceBase
{
    public override async Task<V1.Grant> GiveGrant(GiveGrantRequest request, ServerCallContext context)
    {
        var (caller, ct) = (context.Caller(), context.CancellationToken);
        var given = Mapping.Given(request, Ids.New("gr"), caller.Organisation, clock.GetCurrentInstant());
        var (receiver, _) = await streams.Load(Organisations.Organisation.Stream, given.To, ct);
        var with = new CommandContext
        {
            Actor = caller.Actor,
            IdempotencyKey = $"{caller.Organisation}:grant:{Check.Id(request.IdempotencyKey, "idempotency_key")}",
            RequestDigest = Convert.ToHexStringLower(SHA256.HashData(request.ToByteArray())),
            Answer = given.GrantId,
        };
        var done = await streams.Transact(Grant.Stream, given.GrantId, grant => GrantDecider.Give(grant, receiver, given), with, ct);
        if (done.Refused is { } refusal) throw Mapping.Exception(refusal);
        await administration.SeeInEffect(done.Position, ct);
        return await Now(done.Answer ?? given.GrantId, ct);
    }

    public override async Task<V1.Grant> RevokeGrant(RevokeGrantRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        var id = Check.Id(request.GrantId, "grant_id", Mapping.LongestId);
        var operates = caller.Is(Roles.Admin) && await administration.Operates(caller, context.CancellationToken);
        await administration.Done(
            caller, Grant.Stream, id, grant => GrantDecider.Revoke(grant, caller.Organisation, operates, clock.GetCurrentInstant()), context);
        return await Now(id, context.CancellationToken);
    }

    public override async Task<ListGrantsResponse> ListGrants(ListGrantsRequest request, ServerCallContext context)
    {
        var (size, now) = (Check.PageSize(request.PageSize), clock.GetCurrentInstant());
        var question = new GrantQuestion(Mapping.Side(request.Side), request.ActiveOnly ? now : null, Mapping.GrantsBefore(request.PageToken), size + 1);
        return Mapping.Page(await grants.Page(context.Caller().Organisation, question, context.CancellationToken), size, now);
    }

    private async Task<V1.Grant> Now(string id, CancellationToken ct)
    {
        var (grant, _) = await streams.Load(Grant.Stream, id, ct);
        return Mapping.Grant(grant, clock.GetCurrentInstant());
    }
}
