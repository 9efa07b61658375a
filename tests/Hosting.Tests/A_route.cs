using FluentAssertions;
using Grpc.Core;
using Logistics.Partners.V1;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace Logistics.Hosting.Tests;

public sealed class A_route
{
    [Fact]
    public async Task Without_a_policy_keeps_the_service_from_starting() =>
        (await Starting(app => app.MapGet("/planted", () => "")).Should().ThrowAsync<Exception>()).Which.ToString().Should().Contain("/planted");

    [Fact]
    public async Task Of_gRPC_without_a_policy_does_so_too() =>
        (await Starting(app => app.MapGrpcService<Planted>()).Should().ThrowAsync<Exception>()).Which.ToString()
            .Should().Contain("OrganisationService/RegisterOrganisation").And.NotContain("OrganisationService/ListOrganisations");

    [Fact]
    public async Task With_a_policy_or_for_anybody_lets_it_start() => await Starting(app =>
    {
        app.MapGet("/theirs", () => "").RequireAuthorization();
        app.MapGet("/anybodys", () => "").AllowAnonymous();
    }).Should().NotThrowAsync();

    private static Func<Task> Starting(Action<WebApplication> map) => async () =>
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["Hub:Http"] = "http://127.0.0.1:0";
        builder.Configuration["Hub:Services:Partners"] = "http://127.0.0.1:9";
        builder.AddServiceDefaults("test");
        await using var app = builder.Build();
        app.MapServiceDefaults();
        map(app);
        await app.StartAsync();
        await app.StopAsync();
    };

    private sealed class Planted : OrganisationService.OrganisationServiceBase
    {
        public override Task<Organisation> RegisterOrganisation(RegisterOrganisationRequest request, ServerCallContext context) =>
            Task.FromResult(request.Organisation);

        [Authorize]
        public override Task<ListOrganisationsResponse> ListOrganisations(ListOrganisationsRequest request, ServerCallContext context) =>
            Task.FromResult(new ListOrganisationsResponse());
    }
}
