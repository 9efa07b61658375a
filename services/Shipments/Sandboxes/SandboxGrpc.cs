using Grpc.Core;
using Logistics.EventStore;
using Logistics.Hosting.Identity;
using Logistics.Shipments.Streams;
using Microsoft.AspNetCore.Authorization;
using NodaTime;

namespace Logistics.Shipments.Sandboxes;

internal sealed class SandboxGrpc(SandboxProcess sandboxes, IClock clock) : V1.SandboxService.SandboxServiceBase
{
    [Authorize(Roles = Access.Sandboxes)]
    public override async Task<V1.ResetSandboxResponse> ResetSandbox(V1.ResetSandboxRequest request, ServerCallContext context)
    {
        var organisation = context.Caller().Organisation;
        if (!SandboxOrganisation.Is(organisation)) throw new Refusal(Reasons.NotASandbox, $"{organisation} is no sandbox.").ToRpc();
        var outcome = await sandboxes.Reset(
            organisation, clock.GetCurrentInstant(), context.Command(request.IdempotencyKey, request), context.CancellationToken);
        if (outcome.Refused is { } refusal) throw refusal.ToRpc();
        return new() { ShipmentIds = { outcome.Answer!.Split(' ') }, Position = outcome.Position };
    }
}
