using FluentAssertions;
using Grpc.Core;
using Logistics.Partners.V1;
using Xunit;

namespace Logistics.Partners.Tests.Server;

[Trait("Needs", "Servers")]
public sealed class Administrating(RunningPartners partners) : IClassFixture<RunningPartners>
{
    [Fact]
    public async Task An_organisation_registered_again_is_the_same_and_otherwise_a_mistake()
    {
        var admin = await partners.AsAdmin();
        var ruhr = new Organisation { Id = "org-ruhr", Name = "Ruhr Fracht", Roles = { "shipper", "carrier" } };

        var first = await Register(ruhr, admin);
        var again = await Register(ruhr, admin);

        first.Roles.Should().Equal("carrier", "shipper");
        again.Should().Be(first);
        (await partners.Count("select count(*) from mt_events where stream_id = 'organisation-org-ruhr'")).Should().Be(1);
        await Refused.With(
            StatusCode.AlreadyExists, "already-exists", () => Register(new Organisation(ruhr) { Name = "Rhein Fracht" }, admin));
    }

    [Fact]
    public async Task An_organisation_that_is_renamed_is_listed_so()
    {
        var admin = await partners.AsAdmin();
        await Register(new Organisation { Id = "org-lippe", Name = "Lippe Fracht", Roles = { "carrier" } }, admin);
        var renamed = new ChangeOrganisationRequest { Organisation = new() { Id = "org-lippe", Name = "Lippe Logistik", Roles = { "shipper", "carrier" } } };

        var changed = await partners.Organisations.ChangeOrganisationAsync(renamed, admin);
        (await partners.Organisations.ChangeOrganisationAsync(renamed, admin)).Should().Be(changed);

        (await partners.Organisations.ListOrganisationsAsync(new() { PageSize = 500 }, await partners.AsCarrier())).Organisations.Should().Contain(changed);
        await Refused.With(StatusCode.PermissionDenied, "permission-denied", async () => await partners.Organisations.ChangeOrganisationAsync(renamed, await partners.AsCarrier()));
    }

    [Fact]
    public async Task Every_partner_reads_the_organisations_page_by_page()
    {
        var carrier = await partners.AsCarrier();
        var seen = new List<string>();
        var request = new ListOrganisationsRequest { PageSize = 1 };
        do
        {
            var page = await partners.Organisations.ListOrganisationsAsync(request, carrier);
            seen.AddRange(page.Organisations.Select(organisation => organisation.Id));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        seen.Should().Contain(["org-hub", "org-sauerland"]).And.BeInAscendingOrder(StringComparer.Ordinal).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task A_sandbox_and_the_network_do_not_see_each_other()
    {
        var admin = await partners.AsAdmin();
        await Register(new Organisation { Id = "org-sandbox-a", Name = "Sandbox", Roles = { "sandbox" } }, admin);
        var client = await partners.Organisations.RegisterClientAsync(
            new RegisterClientRequest { ClientId = "trial", OrganisationId = "org-sandbox-a", Roles = { "sandbox" } }, admin);

        var trial = await partners.As("trial", client.ClientSecret);
        await Refused.With(StatusCode.PermissionDenied, "permission-denied", async () => await partners.Organisations.ListOrganisationsAsync(new(), trial));
        (await partners.Organisations.ListOrganisationsAsync(new(), admin)).Organisations.Should().NotContain(o => o.Id == "org-sandbox-a");
        await Refused.With(StatusCode.FailedPrecondition, "role-reserved", async () => await partners.Organisations.RegisterDeviceAsync(
            new RegisterDeviceRequest { DeviceId = "gw-trial", OrganisationId = "org-sandbox-a" }, admin));
    }

    [Fact]
    public async Task A_new_client_gets_its_secret_once_and_works_with_it()
    {
        var admin = await partners.AsAdmin();
        var client = await partners.Organisations.RegisterClientAsync(Client("sauerland-2", "carrier"), admin);

        var asClient = await partners.As("sauerland-2", client.ClientSecret);
        (await partners.Organisations.ListOrganisationsAsync(new ListOrganisationsRequest(), asClient)).Organisations.Should().NotBeEmpty();
        await Refused.With(StatusCode.AlreadyExists, "already-exists", () => RegisterClient("sauerland-2", "carrier", admin));
    }

    [Fact]
    public async Task A_revoked_client_gets_no_more_tokens_and_the_ones_it_has_end_at_once()
    {
        var admin = await partners.AsAdmin();
        var client = await partners.Organisations.RegisterClientAsync(Client("lost", "carrier"), admin);
        var issue = new IssueTokenRequest { ClientId = "lost", ClientSecret = client.ClientSecret };
        var token = (await partners.Tokens.IssueTokenAsync(issue)).AccessToken;
        await partners.Introspect(token);

        await Revoke("lost", admin);

        await Refused.With(StatusCode.Unauthenticated, "unknown-token", () => partners.Introspect(token));
        await Refused.With(StatusCode.Unauthenticated, "invalid-credentials", async () => await partners.Tokens.IssueTokenAsync(issue));
        await Revoke("lost", admin);
    }

    [Fact]
    public async Task A_device_works_with_its_key_until_it_is_revoked()
    {
        var admin = await partners.AsAdmin();
        var request = new RegisterDeviceRequest { DeviceId = "gw-unna", OrganisationId = "org-sauerland" };
        var device = await partners.Organisations.RegisterDeviceAsync(request, admin);
        (await partners.Introspect(device.DeviceKey)).OrganisationId.Should().Be("org-sauerland");
        await Refused.With(
            StatusCode.AlreadyExists, "already-exists", async () => await partners.Organisations.RegisterDeviceAsync(request, admin));

        await Revoke("gw-unna", admin);

        await Refused.With(StatusCode.Unauthenticated, "unknown-token", () => partners.Introspect(device.DeviceKey));
    }

    [Fact]
    public async Task Nobody_but_the_operators_administrator_may()
    {
        foreach (var headers in new[] { await partners.AsCarrier(), await partners.AsService(), RunningPartners.Bearer(Known.GatewayKey) })
        {
            await Denied(async () => await Register(new Organisation { Id = "org-mine", Name = "Mine", Roles = { "hub" } }, headers));
            await Denied(() => RegisterClient("mine", "admin", headers));
            await Denied(async () => await partners.Organisations.RegisterDeviceAsync(new RegisterDeviceRequest(), headers));
            await Denied(() => Revoke("hub-admin", headers));
        }

        await Refused.With(StatusCode.Unauthenticated, "unauthenticated", () => Revoke("hub-admin", []));
        (await partners.Count("select count(*) from mt_events where stream_id in ('organisation-org-mine', 'client-mine')")).Should().Be(0);
    }

    [Fact]
    public async Task Mistakes_are_named()
    {
        var admin = await partners.AsAdmin();

        await Refused.With(StatusCode.FailedPrecondition, "role-reserved", () => RegisterClient("sneaky", "service", admin));
        await Refused.With(StatusCode.InvalidArgument, "unknown-role", () => RegisterClient("typo", "carier", admin));
        await Refused.With(StatusCode.NotFound, "unknown-credential", () => Revoke("never-was", admin));
        await Refused.With(StatusCode.InvalidArgument, "invalid-argument", async () => await Register(new Organisation(), admin));
        await Refused.With(
            StatusCode.NotFound,
            "unknown-organisation",
            async () => await partners.Organisations.RegisterDeviceAsync(
                new RegisterDeviceRequest { DeviceId = "gw", OrganisationId = "org-none" }, admin));
        foreach (var request in new[] { new ListOrganisationsRequest { PageSize = 501 }, new() { PageToken = "%%%" }, new() { PageToken = "AAAA" } })
            await Refused.With(
                StatusCode.InvalidArgument, "invalid-argument", async () => await partners.Organisations.ListOrganisationsAsync(request, admin));
    }

    private static Task Denied(Func<Task> call) => Refused.With(StatusCode.PermissionDenied, "permission-denied", call);

    private static RegisterClientRequest Client(string id, string role)
        => new() { ClientId = id, OrganisationId = "org-sauerland", Roles = { role } };

    private async Task RegisterClient(string id, string role, Metadata headers)
        => await partners.Organisations.RegisterClientAsync(Client(id, role), headers);

    private async Task<Organisation> Register(Organisation organisation, Metadata headers)
        => await partners.Organisations.RegisterOrganisationAsync(new RegisterOrganisationRequest { Organisation = organisation }, headers);

    private async Task Revoke(string id, Metadata headers)
        => await partners.Organisations.RevokeCredentialAsync(new RevokeCredentialRequest { Id = id }, headers);
}
