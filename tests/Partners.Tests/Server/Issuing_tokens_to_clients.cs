using FluentAssertions;
using Grpc.Core;
using Logistics.Partners.V1;
using NodaTime;
using Xunit;

namespace Logistics.Partners.Tests.Server;

[Trait("Needs", "Servers")]
public sealed class Issuing_tokens_to_clients(RunningPartners partners) : IClassFixture<RunningPartners>
{
    [Fact]
    public async Task The_right_secret_buys_a_token_for_fifteen_minutes()
    {
        var issued = await Issue("sauerland", Known.CarrierSecret);

        issued.AccessToken.Should().StartWith("at_");
        issued.OrganisationId.Should().Be("org-sauerland");
        issued.ExpiresAt.ToDateTimeOffset().Should().BeCloseTo(
            (partners.Clock.GetCurrentInstant() + Duration.FromMinutes(15)).ToDateTimeOffset(), TimeSpan.FromMilliseconds(1));

        var identity = await partners.Introspect(issued.AccessToken);
        identity.Kind.Should().Be(IdentityKind.Client);
        identity.Id.Should().Be("sauerland");
        identity.OrganisationId.Should().Be("org-sauerland");
        identity.Roles.Should().Equal("carrier");
    }

    [Fact]
    public async Task A_service_of_the_hub_is_told_apart()
    {
        var issued = await Issue("svc-shipments", Known.HubSecret);

        (await partners.Introspect(issued.AccessToken)).Kind.Should().Be(IdentityKind.Service);
    }

    [Fact]
    public async Task A_wrong_secret_and_an_unknown_client_get_the_same_answer()
    {
        var wrong = await Refused.With(StatusCode.Unauthenticated, "invalid-credentials", () => Issue("hub-admin", Known.CarrierSecret));
        var unknown = await Refused.With(StatusCode.Unauthenticated, "invalid-credentials", () => Issue("nobody", Known.CarrierSecret));

        unknown.Status.Detail.Should().Be(wrong.Status.Detail);
    }

    [Fact]
    public async Task Guessing_is_turned_away_but_the_right_secret_still_passes()
    {
        for (var i = 0; i < 10; i++)
            await Refused.With(StatusCode.Unauthenticated, "invalid-credentials", () => Issue("sauerland", $"{Known.AdminSecret}{i}"));

        await Refused.With(StatusCode.ResourceExhausted, "too-many-attempts", () => Issue("sauerland", Known.AdminSecret));
        (await Issue("sauerland", Known.CarrierSecret)).AccessToken.Should().NotBeEmpty();
    }

    [Fact]
    public async Task Guessing_at_an_unknown_client_is_turned_away_for_half_a_minute()
    {
        for (var i = 0; i < 10; i++)
            await Refused.With(StatusCode.Unauthenticated, "invalid-credentials", () => Issue("ghost", Known.AdminSecret));
        await Refused.With(StatusCode.ResourceExhausted, "too-many-attempts", () => Issue("ghost", Known.AdminSecret));

        partners.Clock.Advance(Duration.FromSeconds(31));

        await Refused.With(StatusCode.Unauthenticated, "invalid-credentials", () => Issue("ghost", Known.AdminSecret));
    }

    [Theory]
    [InlineData("", "x")]
    [InlineData("sauerland", "")]
    [InlineData("two words", "x")]
    [InlineData("naïve", "x")]
    public async Task Malformed_credentials_are_invalid_arguments(string id, string secret)
        => await Refused.With(StatusCode.InvalidArgument, "invalid-argument", () => Issue(id, secret));

    [Fact]
    public async Task Secrets_and_tokens_are_nowhere_in_the_database()
    {
        var issued = await Issue("sauerland", Known.CarrierSecret);

        (await partners.Count($"select count(*) from mt_events where data::text like '%{Known.CarrierSecret}%'")).Should().Be(0);
        (await partners.Count($"select count(*) from access_tokens t where t::text like '%{issued.AccessToken}%'")).Should().Be(0);
        (await partners.Count("select count(*) from mt_events where data::text ilike '%dispatcher@hub.example%' or data::text ilike '%Ada%'"))
            .Should().Be(0);
    }

    private async Task<IssueTokenResponse> Issue(string id, string secret)
        => await partners.Tokens.IssueTokenAsync(new IssueTokenRequest { ClientId = id, ClientSecret = secret });
}
