using Logistics.Console.Devices;
using Logistics.Console.Edge;
using Logistics.Console.Events;
using Logistics.Console.LiveMap;
using Logistics.Console.Names;
using Logistics.Console.Shipments;
using Logistics.Console.SignIn;
using Logistics.Console.Tracking;
using Logistics.Console.WorkItems;
using Logistics.Hosting;
using Logistics.Hosting.Grpc;
using Logistics.Partners.V1;
using Logistics.Routing.V1;
using Logistics.Shipments.V1;
using Logistics.Tags.V1;

namespace Logistics.Console;

/// <summary>Every registration of the console's back end.</summary>
internal static class ConsoleModule
{
    public static WebApplicationBuilder AddConsole(this WebApplicationBuilder builder)
    {
        builder.AddSession();
        builder.AddEdge();
        // The dispatcher's own token goes with each call (Dispatcher.Call), so the services decide what may be seen.
        builder.AddAnonymousHubClient<OrganisationService.OrganisationServiceClient>("Partners");
        builder.AddAnonymousHubClient<ShipmentService.ShipmentServiceClient>("Shipments");
        builder.AddAnonymousHubClient<WorkItemService.WorkItemServiceClient>("Shipments");
        builder.AddAnonymousHubClient<TagService.TagServiceClient>("Tags");
        builder.AddAnonymousHubClient<GatewayService.GatewayServiceClient>("Tags");
        builder.AddAnonymousHubClient<WhereaboutsService.WhereaboutsServiceClient>("Tags");
        builder.AddAnonymousHubClient<NetworkService.NetworkServiceClient>("Routing");
        builder.Services.AddSingleton<Feeds>();
        builder.Services.AddSingleton<EventStream>();
        builder.Services.AddSingleton<OwnToken>();
        builder.Services.AddSingleton<TokenCheck>();
        builder.Services.AddSingleton<HubNames>();
        builder.Services.AddRazorComponents();
        return builder;
    }

    public static WebApplication MapConsole(this WebApplication app)
    {
        app.UseEdge();
        app.MapServiceDefaults();
        app.UseMiddleware<CrossSiteGuard>();
        app.UseRateLimiter();

        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        app.MapTracking();
        var api = app.MapGroup("/api").AddEndpointFilter(BackEndRefusals.Answer);
        api.MapSession();
        var dispatchers = api.MapGroup("").RequireAuthorization(SessionDefaults.Policy);
        dispatchers.MapReference();
        dispatchers.MapShipments();
        dispatchers.MapWorkItems();
        dispatchers.MapLiveMap();
        dispatchers.MapDevices();
        dispatchers.MapEvents();
        app.MapWebApp();
        return app;
    }
}
