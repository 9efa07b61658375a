using System.Net;
using FluentAssertions;
using Grpc.Core;
using Logistics.Partners.V1;
using Xunit;
using static Logistics.Hosting.Tests.HostedOrganisations;

namespace Logistics.Hosting.Tests;

public sealed class A_caller(HostedOrganisations hosted) : IClassFixture<HostedOrganisations>
{
    private static readonly RegisterOrganisationRequest Good = new() { Organisation = new Organisation { Id = "org-1", Name = "Müller & Söhne" } };

    [Fact]
    public async Task Without_a_token_is_unauthenticated() =>
        (await Refused(Good, [])).StatusCode.Should().Be(StatusCode.Unauthenticated);

    [Fact]
    public async Task With_a_wrong_token_is_unauthenticated() =>
        (await Refused(Good, As("forged"))).StatusCode.Should().Be(StatusCode.Unauthenticated);

    [Fact]
    public async Task Without_the_role_is_denied() =>
        (await Refused(Good, As("carrier"))).StatusCode.Should().Be(StatusCode.PermissionDenied);

    [Fact]
    public async Task With_the_role_is_served() =>
        (await hosted.Client.RegisterOrganisationAsync(Good, As("admin"))).Name.Should().Be("Müller & Söhne");

    [Fact]
    public async Task Is_refused_while_Partners_is_away()
    {
        hosted.PartnersIsAway = true;
        try
        {
            (await Refused(Good, As("never-seen"))).StatusCode.Should().Be(StatusCode.Unavailable);
        }
        finally
        {
            hosted.PartnersIsAway = false;
        }
    }

    [Fact]
    public async Task Over_http_gets_a_problem_with_a_challenge()
    {
        var answer = await hosted.Http.GetAsync(new Uri("/whoami", UriKind.Relative));
        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.Should().ContainSingle(challenge => challenge.Scheme == "Bearer");
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
    }

    [Theory]
    [InlineData("carrier", HttpStatusCode.OK)]
    [InlineData("sandbox", HttpStatusCode.Forbidden)]
    public async Task Of_a_sandbox_comes_in_only_where_a_route_names_its_role(string token, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/whoami") { Headers = { Authorization = new("Bearer", token) } };
        using var answer = await hosted.Http.SendAsync(request);
        answer.StatusCode.Should().Be(status);
    }

    [Theory]
    [InlineData("a\u0000b")]
    [InlineData("a\ufffdb")]
    public async Task Sending_text_that_cannot_be_stored_is_refused_by_field(string name)
    {
        var refused = await Refused(new() { Organisation = new Organisation { Id = "org-1", Name = name } }, As("admin"));
        refused.StatusCode.Should().Be(StatusCode.InvalidArgument);
        refused.Trailers.GetValue("reason").Should().Be("invalid-text");
        refused.Status.Detail.Should().Contain("organisation.name");
    }

    [Fact]
    public async Task Never_sees_internals_of_a_fault()
    {
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await hosted.Client.ListOrganisationsAsync(new(), As("admin")));
        refused.StatusCode.Should().Be(StatusCode.Internal);
        refused.Status.Detail.Should().NotContain("secret");
    }

    private Task<RpcException> Refused(RegisterOrganisationRequest request, Metadata headers) =>
        Assert.ThrowsAsync<RpcException>(async () => await hosted.Client.RegisterOrganisationAsync(request, headers));
}
