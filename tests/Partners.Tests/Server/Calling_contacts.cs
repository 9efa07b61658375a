using FluentAssertions;
using Grpc.Core;
using Logistics.Partners.V1;
using Logistics.Specs;
using Xunit;

namespace Logistics.Partners.Tests.Server;

[Trait("Needs", "Servers")]
public sealed class Calling_contacts(RunningPartners partners) : IClassFixture<RunningPartners>
{
    private const string Name = "Wiebke Musterfrau";

    [Fact]
    public async Task An_organisation_keeps_its_own_and_the_hub_reads_them()
    {
        var carrier = await partners.AsCarrier();
        var contact = await partners.Contacts.PutContactAsync(Put("dispatch", Name), carrier);
        (await partners.Contacts.PutContactAsync(Put("dispatch", Name), carrier)).Should().Be(contact);

        contact.OrganisationId.Should().Be("org-sauerland");
        (await partners.Contacts.ListContactsAsync(new(), carrier)).Contacts.Should().Contain(contact);
        (await partners.Contacts.ListContactsAsync(new() { OrganisationId = "org-sauerland" }, await partners.AsAdmin())).Contacts.Should().Contain(contact);
        (await partners.Count("select count(*) from mt_events where type = 'contact-named.v1' and data->>'function' = 'dispatch'")).Should().Be(1, "the same again is nothing new");
    }

    [Fact]
    public async Task Who_was_replaced_or_removed_cannot_be_read_any_more()
    {
        var carrier = await partners.AsCarrier();
        await partners.Contacts.PutContactAsync(Put("night", Name), carrier);
        await partners.Contacts.PutContactAsync(Put("night", "Ada Beispiel"), carrier);
        foreach (var _ in new[] { 1, 2 }) await partners.Contacts.RemoveContactAsync(new() { Function = "night" }, carrier);

        (await partners.Contacts.ListContactsAsync(new(), carrier)).Contacts.Should().NotContain(c => c.Function == "night");
        await Eventually.True(
            async () => await partners.Count(
                """
                select count(*) from mt_events e join log_personal_keys k on k.person = e.data->'person'->>'person'
                where e.type = 'contact-named.v1' and e.data->>'function' = 'night' and k.wrapped is null
                """) == 2,
            "end of both keys");
    }

    [Fact]
    public async Task Names_are_stored_nowhere_in_clear()
    {
        await partners.Contacts.PutContactAsync(Put("invoices", Name), await partners.AsCarrier());
        foreach (var table in new[] { "mt_events", "log_idempotency", "organisations" })
            (await partners.Count($"select count(*) from {table} t where t::text like '%Musterfrau%'")).Should().Be(0);
    }

    [Fact]
    public async Task They_are_nobody_elses()
    {
        var carrier = await partners.AsCarrier();
        await Refused.With(StatusCode.PermissionDenied, "not-permitted", async () => await partners.Contacts.ListContactsAsync(new() { OrganisationId = "org-hub" }, carrier));
        await Refused.With(StatusCode.PermissionDenied, "not-permitted", async () => await partners.Contacts.RemoveContactAsync(new() { OrganisationId = "org-hub", Function = "x" }, carrier));
        foreach (var headers in new[] { await partners.AsService(), RunningPartners.Bearer(Known.GatewayKey) })
            await Refused.With(StatusCode.PermissionDenied, "permission-denied", async () => await partners.Contacts.ListContactsAsync(new(), headers));
    }

    [Fact]
    public async Task Mistakes_are_named()
    {
        var carrier = await partners.AsCarrier();
        foreach (var wrong in new[] { new PutContactRequest(), Put("", Name), Put("dispatch", ""), new() { Contact = new() { Function = "dispatch", Name = Name } } })
            await Refused.With(StatusCode.InvalidArgument, "invalid-argument", async () => await partners.Contacts.PutContactAsync(wrong, carrier));
        var elsewhere = Put("dispatch", Name);
        elsewhere.Contact.OrganisationId = "org-none";
        var keys = await partners.Count("select count(*) from log_personal_keys");
        await Refused.With(StatusCode.NotFound, "unknown-organisation", async () => await partners.Contacts.PutContactAsync(elsewhere, await partners.AsAdmin()));
        (await partners.Count("select count(*) from log_personal_keys")).Should().Be(keys, "nobody has a key who is not named");
    }

    private static PutContactRequest Put(string function, string name)
        => new() { Contact = new() { Function = function, Name = name, Email = "dispo@example.org", Phone = "+49 231 1234" } };
}
