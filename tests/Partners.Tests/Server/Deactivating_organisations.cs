using FluentAssertions;
using Grpc.Core;
using Logistics.Partners.V1;
using Xunit;

namespace Logistics.Partners.Tests.Server;

[Trait("Needs", "Servers")]
public sealed class Deactivating_organisations(RunningPartners partners) : IClassFixture<RunningPartners>
{
    [Fact]
    public async Task Ends_its_tokens_secrets_and_keys_at_once_until_it_is_active_again()
    {
        var admin = await partners.AsAdmin();
        var (client, device) = await Registered("org-olpe", admin);
        var token = (await partners.Tokens.IssueTokenAsync(client)).AccessToken;

        (await Deactivate("org-olpe", admin)).Deactivated.Should().BeTrue();
        (await Deactivate("org-olpe", admin)).Deactivated.Should().BeTrue("again is a success");

        foreach (var credential in new[] { token, device })
            await Refused.With(StatusCode.Unauthenticated, "unknown-token", () => partners.Introspect(credential));
        await Refused.With(StatusCode.PermissionDenied, "organisation-deactivated", async () => await partners.Tokens.IssueTokenAsync(client));
        await Refused.With(
            StatusCode.Unauthenticated, "invalid-credentials",
            async () => await partners.Tokens.IssueTokenAsync(new() { ClientId = client.ClientId, ClientSecret = new string('x', 40) }));
        await Refused.With(
            StatusCode.Unauthenticated, "unauthenticated", async () => await partners.Organisations.ListOrganisationsAsync(new(), RunningPartners.Bearer(token)));
        (await Ask("vhost", "gw-org-olpe")).Should().Be("deny");

        (await partners.Organisations.ReactivateOrganisationAsync(new() { OrganisationId = "org-olpe" }, admin)).Deactivated.Should().BeFalse();
        (await partners.Introspect(token)).OrganisationId.Should().Be("org-olpe");
        (await partners.Introspect(device)).OrganisationId.Should().Be("org-olpe");
        await partners.Tokens.IssueTokenAsync(client);
        (await Ask("vhost", "gw-org-olpe")).Should().Be("allow");
    }

    [Fact]
    public async Task Leaves_it_listed_and_others_alone_and_outlives_a_start()
    {
        var admin = await partners.AsAdmin();
        await Registered("org-unna", admin);
        await Deactivate("org-unna", admin);
        await partners.Restart(Known.Bootstrap);

        var listed = (await partners.Organisations.ListOrganisationsAsync(new() { PageSize = 500 }, await partners.AsCarrier())).Organisations;
        listed.Should().ContainSingle(o => o.Id == "org-unna").Which.Deactivated.Should().BeTrue();
        listed.Where(o => o.Id is "org-hub" or "org-sauerland").Should().OnlyContain(o => !o.Deactivated);
    }

    [Fact]
    public async Task Keeps_its_people_out_who_know_their_passwords()
    {
        await Registered("org-hamm", await partners.AsAdmin());
        await partners.Restart(Known.Bootstrap.Replace(
            "\"people\": [",
            """
            "people": [
              { "email": "eva@hamm.example", "name": "Eva Hamm", "organisation": "org-hamm", "oneTimePassword": "one-time-Qw73-only", "roles": ["carrier"] },
            """,
            StringComparison.Ordinal));
        var changed = await partners.Tokens.ChangePasswordAsync(
            new() { Email = "eva@hamm.example", CurrentPassword = "one-time-Qw73-only", NewPassword = "a much longer secret 9" });
        await partners.Introspect(changed.AccessToken);

        await Deactivate("org-hamm", await partners.AsAdmin());
        await Refused.With(StatusCode.Unauthenticated, "unknown-token", () => partners.Introspect(changed.AccessToken));
        await Refused.With(
            StatusCode.PermissionDenied, "organisation-deactivated",
            async () => await partners.Tokens.SignInAsync(new() { Email = "eva@hamm.example", Password = "a much longer secret 9" }));
        await Refused.With(
            StatusCode.Unauthenticated, "invalid-credentials",
            async () => await partners.Tokens.SignInAsync(new() { Email = "eva@hamm.example", Password = "not the password at all" }));
    }

    [Fact]
    public async Task Is_for_the_operators_administrator_and_not_for_the_operator_itself()
    {
        var admin = await partners.AsAdmin();
        await Refused.With(StatusCode.PermissionDenied, "permission-denied", async () => await Deactivate("org-hub", await partners.AsCarrier()));
        await Refused.With(StatusCode.FailedPrecondition, "role-reserved", () => Deactivate("org-hub", admin));
        await Refused.With(StatusCode.NotFound, "unknown-organisation", () => Deactivate("org-none", admin));
        await Refused.With(
            StatusCode.InvalidArgument, "invalid-argument", async () => await partners.Organisations.DeactivateOrganisationAsync(new() { OrganisationId = "org-none" }, admin));
    }

    private async Task<(IssueTokenRequest Client, string DeviceKey)> Registered(string organisation, Metadata admin)
    {
        await partners.Organisations.RegisterOrganisationAsync(
            new() { Organisation = new() { Id = organisation, Name = organisation, Roles = { "carrier" } } }, admin);
        var client = await partners.Organisations.RegisterClientAsync(
            new() { ClientId = $"client-{organisation}", OrganisationId = organisation, Roles = { "carrier" } }, admin);
        var device = await partners.Organisations.RegisterDeviceAsync(new() { DeviceId = $"gw-{organisation}", OrganisationId = organisation }, admin);
        return (new() { ClientId = client.ClientId, ClientSecret = client.ClientSecret }, device.DeviceKey);
    }

    private async Task<Organisation> Deactivate(string organisation, Metadata headers)
        => await partners.Organisations.DeactivateOrganisationAsync(new() { OrganisationId = organisation, Reason = "Insolvent." }, headers);

    /// <summary>As the broker asks.</summary>
    private async Task<string> Ask(string what, string device)
    {
        using var http = new HttpClient { BaseAddress = partners.Http };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["username"] = device });
        using var answer = await http.PostAsync($"/broker/{what}", form);
        return await answer.Content.ReadAsStringAsync();
    }
}
