using Grpc.Core;
using Logistics.EventStore;
using Logistics.Hosting.Grpc;
using Logistics.Hosting.Identity;
using Logistics.Partners.Clients;
using Logistics.Partners.Devices;
using Logistics.Partners.OrganisationList;
using Logistics.Partners.V1;
using Microsoft.AspNetCore.Authorization;
using NodaTime;

namespace Logistics.Partners.Organisations;

[Authorize]
internal sealed class OrganisationsGrpc(Transactor streams, Administration administration, OrganisationQuery organisations, IClock clock)
    : OrganisationService.OrganisationServiceBase
{
    public override async Task<ListOrganisationsResponse> ListOrganisations(ListOrganisationsRequest request, ServerCallContext context)
    {
        var size = Check.PageSize(request.PageSize);
        var after = Mapping.PageAfter(request.PageToken);
        return Mapping.Page(await organisations.Page(after, size + 1, context.CancellationToken), size);
    }

    [Authorize(Roles = Roles.Admin)]
    public override async Task<V1.Organisation> RegisterOrganisation(RegisterOrganisationRequest request, ServerCallContext context)
    {
        var caller = await administration.Administrator(context);
        var command = Mapping.Command(request.Organisation);
        return await Done(caller, command.Id, state => OrganisationDecider.Register(state, command), context);
    }

    [Authorize(Roles = Roles.Admin)]
    public override async Task<V1.Organisation> ChangeOrganisation(ChangeOrganisationRequest request, ServerCallContext context)
    {
        var caller = await administration.Administrator(context);
        var command = Mapping.Command(request.Organisation);
        return await Done(caller, command.Id, state => OrganisationDecider.Change(state, command), context);
    }

    [Authorize(Roles = Roles.Admin)]
    public override async Task<V1.Organisation> DeactivateOrganisation(DeactivateOrganisationRequest request, ServerCallContext context)
    {
        var caller = await administration.Administrator(context);
        var (id, reason) = (Check.Id(request.OrganisationId, "organisation_id", Mapping.LongestId), Check.Text(request.Reason, "reason", 200));
        return await Done(caller, id, state => OrganisationDecider.Deactivate(state, id, reason, clock.GetCurrentInstant()), context);
    }

    [Authorize(Roles = Roles.Admin)]
    public override async Task<V1.Organisation> ReactivateOrganisation(ReactivateOrganisationRequest request, ServerCallContext context)
    {
        var caller = await administration.Administrator(context);
        var id = Check.Id(request.OrganisationId, "organisation_id", Mapping.LongestId);
        return await Done(caller, id, state => OrganisationDecider.Reactivate(state, id, clock.GetCurrentInstant()), context);
    }

    [Authorize(Roles = Roles.Admin)]
    public override async Task<RegisterClientResponse> RegisterClient(RegisterClientRequest request, ServerCallContext context)
    {
        var caller = await administration.Administrator(context);
        var secret = Secret.New(Secret.ClientSecretPrefix);
        var command = new RegisterClient(
            Check.Id(request.ClientId, "client_id", Mapping.LongestId),
            Check.Id(request.OrganisationId, "organisation_id", Mapping.LongestId),
            Mapping.RoleNames(request.Roles),
            Secret.HexHash(secret));
        var (owner, _) = await streams.Load(Organisation.Stream, command.OrganisationId, context.CancellationToken);
        await administration.Done(caller, Client.Stream, command.Id, state => ClientDecider.Register(state, owner, command), context);
        return new RegisterClientResponse { ClientId = command.Id, ClientSecret = secret };
    }

    [Authorize(Roles = Roles.Admin)]
    public override async Task<RegisterDeviceResponse> RegisterDevice(RegisterDeviceRequest request, ServerCallContext context)
    {
        var caller = await administration.Administrator(context);
        var key = Secret.New(Secret.DeviceKeyPrefix);
        var command = new RegisterDevice(
            Check.Id(request.DeviceId, "device_id", Mapping.LongestId),
            Check.Id(request.OrganisationId, "organisation_id", Mapping.LongestId),
            Secret.HexHash(key));
        var (owner, _) = await streams.Load(Organisation.Stream, command.OrganisationId, context.CancellationToken);
        await administration.Done(caller, Device.Stream, command.Id, state => DeviceDecider.Register(state, owner, command), context);
        return new RegisterDeviceResponse { DeviceId = command.Id, DeviceKey = key };
    }

    [Authorize(Roles = Roles.Admin)]
    public override async Task<RevokeCredentialResponse> RevokeCredential(RevokeCredentialRequest request, ServerCallContext context)
    {
        var caller = await administration.Administrator(context);
        var id = Check.Id(request.Id, "id", Mapping.LongestId);
        var (client, _) = await streams.Load(Client.Stream, id, context.CancellationToken);
        // A client and a device may bear the same id; neither keeps its credential.
        var (device, _) = await streams.Load(Device.Stream, id, context.CancellationToken);
        if (device is not Device.Unknown) await administration.Done(caller, Device.Stream, id, DeviceDecider.Revoke, context);
        if (client is not Client.Unknown || device is Device.Unknown)
            await administration.Done(caller, Client.Stream, id, ClientDecider.Revoke, context);
        return new RevokeCredentialResponse();
    }

    /// <summary>Answers the organisation as it is then.</summary>
    private async Task<V1.Organisation> Done(Caller caller, string id, Func<Organisation, Decision> decide, ServerCallContext context)
    {
        await administration.Done(caller, Organisation.Stream, id, decide, context);
        var (state, _) = await streams.Load(Organisation.Stream, id, context.CancellationToken);
        return Mapping.Organisation((Organisation.Registered)state);
    }
}
