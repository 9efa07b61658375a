using FluentAssertions;
using Grpc.Core;
using Logistics.Partners.Tokens;
using Logistics.Partners.V1;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Xunit;

namespace Logistics.Partners.Tests.Server;

[Trait("Needs", "Servers")]
public sealed class Asking_whose_token_it_is(RunningPartners partners) : IClassFixture<RunningPartners>
{
    [Fact]
    public async Task A_device_is_known_by_its_key()
    {
        var identity = await partners.Introspect(Known.GatewayKey);

        identity.Kind.Should().Be(IdentityKind.Device);
        identity.Id.Should().Be("gw-hagen");
        identity.Roles.Should().Equal("gateway");
        identity.ExpiresAt.Should().NotBeNull();
    }

    [Fact]
    public async Task A_device_may_have_brought_a_key_of_another_make()
        => (await partners.Introspect(Known.BroughtKey)).Id.Should().Be("gw-unna-2");

    [Fact]
    public async Task An_expired_token_is_nobodys_and_is_cleaned_away()
    {
        var token = await CarriersToken();
        partners.Clock.Advance(Duration.FromMinutes(15));

        await Nobodys(token);
        (await partners.Services.GetRequiredService<AccessTokens>().DeleteExpired(partners.Clock.GetCurrentInstant(), default))
            .Should().BePositive();
        (await partners.Count("select count(*) from access_tokens where subject_id = 'sauerland'")).Should().Be(0);
    }

    [Fact]
    public async Task A_revoked_token_ends_at_once_and_revoking_it_again_is_no_fault()
    {
        var token = await CarriersToken();
        await partners.Introspect(token);

        await partners.Tokens.RevokeTokenAsync(new RevokeTokenRequest { AccessToken = token });
        await Nobodys(token);
        await partners.Tokens.RevokeTokenAsync(new RevokeTokenRequest { AccessToken = token });
    }

    [Theory]
    [InlineData("")]
    [InlineData("at_")]
    [InlineData("at_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("dk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("' or '1'='1")]
    public async Task Anything_else_is_nobodys(string token) => await Nobodys(token);

    [Fact]
    public async Task A_very_long_token_is_nobodys() => await Nobodys("at_" + new string('a', 100_000));

    [Fact]
    public async Task Only_services_may_ask()
    {
        var asCarrier = await partners.AsCarrier();
        await Refused.With(StatusCode.PermissionDenied, "permission-denied", () => Ask(asCarrier));
        await Refused.With(StatusCode.PermissionDenied, "permission-denied", () => Ask(RunningPartners.Bearer(Known.GatewayKey)));
        await Refused.With(StatusCode.Unauthenticated, "unauthenticated", () => Ask([]));
    }

    private async Task Ask(Metadata headers)
        => await partners.Introspection.IntrospectAsync(new IntrospectRequest { Token = Known.GatewayKey }, headers);

    private async Task<string> CarriersToken()
        => (await partners.Tokens.IssueTokenAsync(
            new IssueTokenRequest { ClientId = "sauerland", ClientSecret = Known.CarrierSecret })).AccessToken;

    private Task Nobodys(string token)
        => Refused.With(StatusCode.Unauthenticated, "unknown-token", () => partners.Introspect(token));
}
