using Grpc.Core;
using Grpc.Net.Client;
using Logistics.Hosting.Identity;
using Logistics.Partners.V1;
using Logistics.Tags.V1;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Xunit;

namespace Logistics.Hosting.Tests;

/// <summary>A real server with the service defaults and one small service; tokens are whatever <see cref="Tokens"/> holds.</summary>
public sealed class HostedOrganisations : IAsyncLifetime
{
    private WebApplication? app;

    internal Dictionary<string, Caller> Tokens { get; } = new()
    {
        ["carrier"] = new(CallerKind.Client, "c-1", "org-carrier", new HashSet<string> { Roles.Carrier }, "c-1"),
        ["sandbox"] = new(CallerKind.Client, "c-2", "org-sandbox-carrier", new HashSet<string> { Roles.Sandbox }, "c-2"),
        ["admin"] = new(CallerKind.Person, "p-1", "org-hub", new HashSet<string> { Roles.Admin }, "Ada"),
    };

    internal bool PartnersIsAway { get; set; }

    internal OrganisationService.OrganisationServiceClient Client { get; private set; } = null!;

    internal WhereaboutsService.WhereaboutsServiceClient Presence { get; private set; } = null!;

    internal HttpClient Http { get; } = new();

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["Hub:Http"] = "http://127.0.0.1:0";
        builder.Configuration["Hub:Grpc"] = "http://127.0.0.1:0";
        builder.Configuration["Hub:StreamCheckSeconds"] = "0.2";
        builder.Configuration["Hub:MostLiveStreams"] = "3";
        builder.Configuration["Hub:TokenCacheSeconds"] = "0.1";
        builder.Configuration["Hub:Services:Partners"] = "http://127.0.0.1:9";
        builder.Services.AddSingleton<IntrospectToken>((token, _) => PartnersIsAway
            ? throw new IOException("away")
            : Task.FromResult(Tokens.GetValueOrDefault(token) is { } caller ? new TokenOwner(caller, Instant.MaxValue) : null));
        builder.AddServiceDefaults("test");
        app = builder.Build();
        app.MapServiceDefaults();
        app.MapGrpcService<EchoOrganisations>();
        app.MapGrpcService<EndlessPresence>();
        app.MapGet("/whoami", (HttpContext context) => context.Caller().Id).RequireAuthorization();
        await app.StartAsync();
        var urls = app.Urls.ToArray();
        Http.BaseAddress = new Uri(urls[0]);
        Client = new(GrpcChannel.ForAddress(urls[1]));
        Presence = new(GrpcChannel.ForAddress(urls[1]));
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await app!.DisposeAsync();
    }

    internal static Metadata As(string token) => new() { { "authorization", $"Bearer {token}" } };

    [Authorize]
    private sealed class EchoOrganisations : OrganisationService.OrganisationServiceBase
    {
        [Authorize(Roles = Roles.Admin)]
        public override Task<Organisation> RegisterOrganisation(RegisterOrganisationRequest request, ServerCallContext context) =>
            Task.FromResult(request.Organisation);

        public override Task<ListOrganisationsResponse> ListOrganisations(ListOrganisationsRequest request, ServerCallContext context) =>
            throw new InvalidOperationException("a secret of the inside");
    }

    [Authorize]
    private sealed class EndlessPresence : WhereaboutsService.WhereaboutsServiceBase
    {
        public override async Task WatchPresence(
            WatchPresenceRequest request, IServerStreamWriter<PresenceChange> responseStream, ServerCallContext context)
        {
            await responseStream.WriteAsync(new PresenceChange { CaughtUp = true, Cursor = context.Caller().Id }, context.CancellationToken);
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        }
    }
}
