using Grpc.Core;
using Logistics.EventStore;
using Logistics.Hosting.Grpc;
using Logistics.Hosting.Identity;
using Logistics.Partners.Organisations;
using Logistics.Partners.V1;
using Microsoft.AspNetCore.Authorization;
using NodaTime;

namespace Logistics.Partners.Devices;

internal sealed class DevicesGrpc(Transactor streams, Administration administration, DeviceKeys keys, IClock clock) : DeviceService.DeviceServiceBase
{
    private const int Hour = 3600;
    private const int Week = 7 * 24 * Hour;

    [Authorize(Roles = Roles.Admin)]
    public override async Task<IssueClaimCodeResponse> IssueClaimCode(IssueClaimCodeRequest request, ServerCallContext context)
    {
        var caller = await administration.Administrator(context);
        var code = Secret.NewClaimCode();
        var good = request.ValidSeconds == 0 ? Hour : Check.Integer(request.ValidSeconds, "valid_seconds", 60, Week);
        var command = new IssueClaimCode(
            Check.Id(request.DeviceId, "device_id", Mapping.LongestId),
            Check.Id(request.OrganisationId, "organisation_id", Mapping.LongestId),
            Secret.HexHash(Secret.ClaimCodeOf(code)!),
            clock.GetCurrentInstant().ToMicroseconds() + Duration.FromSeconds(good));
        var (owner, _) = await streams.Load(Organisations.Organisation.Stream, command.OrganisationId, context.CancellationToken);
        await administration.Done(caller, Device.Stream, command.Id, state => DeviceKeyDecider.Expect(state, owner, command), context);
        return Mapping.ClaimCode(command, code);
    }

    [AllowAnonymous]
    public override async Task<DeviceKey> ClaimDevice(ClaimDeviceRequest request, ServerCallContext context)
    {
        var id = Check.Id(request.DeviceId, "device_id", Mapping.LongestId);
        var code = Mapping.Secret(request.ClaimCode, "claim_code", Secret.MostLength);
        return Mapping.DeviceKey(await keys.Claim(id, code, context.CancellationToken));
    }

    [Authorize(Roles = $"{Roles.Gateway},{Roles.Admin}")]
    public override async Task<DeviceKey> RotateDeviceKey(RotateDeviceKeyRequest request, ServerCallContext context)
    {
        var overlap = Overlap(request.HasOverlapSeconds ? request.OverlapSeconds : Hour);
        if (context.Caller() is { Kind: CallerKind.Device } device)
        {
            if (request.DeviceId.Length > 0 && request.DeviceId != device.Id) throw Mapping.Exception(new(Refusals.NotPermitted, "A device rotates its own key only."));
            return Mapping.DeviceKey(await keys.Rotate(device.Id, DevicesHttp.KeyShown(context.GetHttpContext()), overlap, context.CancellationToken));
        }

        var caller = await administration.Administrator(context);
        return Mapping.DeviceKey(await keys.RotateFor(Check.Id(request.DeviceId, "device_id", Mapping.LongestId), caller.Actor, overlap, context.CancellationToken));
    }

    private static Duration Overlap(int seconds) => Duration.FromSeconds(Check.Integer(seconds, "overlap_seconds", 0, Week));
}
