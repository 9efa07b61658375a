using Grpc.Core;
using Logistics.EventStore;
using Logistics.Hosting;
using Logistics.Hosting.Grpc;
using Logistics.Hosting.Identity;
using Logistics.Partners.Clients;
using Logistics.Partners.Organisations;
using Logistics.Partners.V1;
using Microsoft.AspNetCore.Authorization;

namespace Logistics.Partners.Contacts;

[Authorize(Roles = ClientRoles.Business)]
internal sealed class ContactsGrpc(Transactor streams, Administration administration, PersonalData people) : ContactService.ContactServiceBase
{
    public override async Task<V1.Contact> PutContact(PutContactRequest request, ServerCallContext context)
    {
        var (function, details) = Mapping.Contact(request.Contact);
        var (caller, id) = await Asked(request.Contact.OrganisationId, context, Roles.Admin);
        // What is encrypted anew looks like another contact.
        if (!(await Known(id, context.CancellationToken)).Contains((function, details))) await Put(caller, id, function, details, context.CancellationToken);
        return Mapping.Contact(id, function, details);
    }

    /// <summary>Encrypting makes a key: not for what is refused anyway, and one whose contact is refused after all goes again.</summary>
    private async Task Put(Caller caller, string id, string function, ContactDetails details, CancellationToken ct)
    {
        var (organisation, _) = await streams.Load(Organisations.Organisation.Stream, id, ct);
        if (ContactDecider.Bars(organisation, id, function) is { } early) throw Mapping.Exception(early);
        var person = await people.Protect(Ids.New("psn"), EventJson.Serialize(details), ct);
        var put = await streams.Transact(
            Organisations.Organisation.Stream, id, state => ContactDecider.Put(state, id, function, person), new CommandContext { Actor = caller.Actor }, ct);
        if (put.Refused is not { } refusal)
        {
            await administration.SeeInEffect(put.Position, ct);
            return;
        }

        await people.Erase(person.Person, ct);
        throw Mapping.Exception(refusal);
    }

    public override async Task<RemoveContactResponse> RemoveContact(RemoveContactRequest request, ServerCallContext context)
    {
        var function = Mapping.Function(request.Function, "function");
        var (caller, id) = await Asked(request.OrganisationId, context, Roles.Admin);
        await administration.Done(caller, Organisations.Organisation.Stream, id, state => ContactDecider.Remove(state, id, function), context);
        return new();
    }

    public override async Task<ListContactsResponse> ListContacts(ListContactsRequest request, ServerCallContext context)
    {
        var (_, id) = await Asked(request.OrganisationId, context, Roles.Admin, Roles.Dispatcher);
        return new() { Contacts = { (await Known(id, context.CancellationToken)).Select(c => Mapping.Contact(id, c.Function, c.Details)) } };
    }

    /// <summary>One's own organisation, or any for the hub's people of one of these roles.</summary>
    private async Task<(Caller Caller, string Organisation)> Asked(string organisation, ServerCallContext context, params string[] roles)
    {
        var caller = context.Caller();
        var id = organisation.Length == 0 ? caller.Organisation : Check.Id(organisation, "organisation_id", Mapping.LongestId);
        return id == caller.Organisation || (roles.Any(caller.Is) && await administration.Operates(caller, context.CancellationToken))
            ? (caller, id)
            : throw Mapping.Exception(new(Refusals.NotPermitted, "Contacts are an organisation's own and the hub's."));
    }

    private async Task<IReadOnlyList<(string Function, ContactDetails Details)>> Known(string id, CancellationToken ct)
    {
        var (organisation, _) = await streams.Load(Organisations.Organisation.Stream, id, ct);
        if (organisation is not Organisations.Organisation.Registered { Contacts: var contacts }) return [];
        var plain = await people.RevealAll([.. contacts.Select(c => c.Person)], ct);
        return [.. contacts.Zip(plain).Where(c => c.Second is not null).Select(c => (c.First.Function, EventJson.Deserialize<ContactDetails>(c.Second!)))];
    }
}
