using FluentAssertions;
using Grpc.Core;
using Logistics.Partners.V1;
using Xunit;

namespace Logistics.Partners.Tests.Server;

[Trait("Needs", "Servers")]
public sealed class Starting_with_a_bootstrap_file : IAsyncLifetime
{
    private readonly RunningPartners partners = new();

    public Task InitializeAsync() => partners.InitializeAsync();

    public Task DisposeAsync() => partners.DisposeAsync();

    [Fact]
    public async Task Starting_again_records_nothing_and_keeps_tokens_and_people()
    {
        var token = (await partners.Tokens.IssueTokenAsync(
            new IssueTokenRequest { ClientId = "sauerland", ClientSecret = Known.CarrierSecret })).AccessToken;
        var events = await partners.Count("select count(*) from mt_events");

        await partners.Restart(Known.Bootstrap);

        (await partners.Count("select count(*) from mt_events")).Should().Be(events).And.Be(7);
        (await partners.Count("select count(*) from people.people")).Should().Be(1);
        (await partners.Introspect(token)).Id.Should().Be("sauerland");
    }

    [Fact]
    public async Task A_differing_file_changes_what_differs()
    {
        const string replaced = "cs_new-0123456789abcdef0123456789abcdef";

        await partners.Restart(Known.Bootstrap
            .Replace("Spedition Sauerland", "Sauerland Logistik", StringComparison.Ordinal)
            .Replace(Known.CarrierSecret, replaced, StringComparison.Ordinal)
            .Replace(Known.OneTimePassword, "another-one-time-77", StringComparison.Ordinal));

        await Refused.With(StatusCode.Unauthenticated, "invalid-credentials", () => partners.AsCarrier());
        var listed = await partners.Organisations.ListOrganisationsAsync(new ListOrganisationsRequest(), await partners.As("sauerland", replaced));
        listed.Organisations.Select(organisation => organisation.Name).Should().Contain("Sauerland Logistik");
        var signedIn = await partners.Tokens.SignInAsync(
            new SignInRequest { Email = Known.DispatcherEmail, Password = "another-one-time-77" });
        signedIn.MustChangePassword.Should().BeTrue();
    }

    [Fact]
    public async Task A_chosen_password_and_a_revocation_outlive_the_file()
    {
        await partners.Tokens.ChangePasswordAsync(new ChangePasswordRequest
        {
            Email = Known.DispatcherEmail,
            CurrentPassword = Known.OneTimePassword,
            NewPassword = "seven tall pallets in Hagen",
        });
        await partners.Organisations.RevokeCredentialAsync(new RevokeCredentialRequest { Id = "sauerland" }, await partners.AsAdmin());

        await partners.Restart(Known.Bootstrap);

        await Refused.With(StatusCode.Unauthenticated, "invalid-credentials", () => partners.AsCarrier());
        var signedIn = await partners.Tokens.SignInAsync(
            new SignInRequest { Email = Known.DispatcherEmail, Password = "seven tall pallets in Hagen" });
        signedIn.MustChangePassword.Should().BeFalse();
    }

    [Theory]
    [InlineData("\"hub\"", "\"pub\"", "pub")]
    [InlineData(Known.CarrierSecret, "too-short", "sauerland")]
    [InlineData(Known.GatewayKey, "too-short", "gw-hagen")]
    [InlineData(Known.GatewayKey, Known.BroughtKey, "share one key")]
    [InlineData("\"devices\"", "\"gadgets\"", "gadgets")]
    [InlineData("\"organisation\": \"org-sauerland\"", "\"organisation\": \"org-hub\"", "belongs to organisation org-sauerland")]
    public async Task A_file_with_a_mistake_keeps_the_service_from_starting_and_is_named(string right, string wrong, string named)
    {
        var start = () => partners.Restart(Known.Bootstrap.Replace(right, wrong, StringComparison.Ordinal));

        var mistake = await start.Should().ThrowAsync<InvalidOperationException>();

        mistake.Which.Message.Should().Contain("Hub:Bootstrap").And.Contain(named);
    }
}
