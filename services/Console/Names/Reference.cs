using Logistics.Console.Edge;
using Logistics.Console.SignIn;
using Logistics.Partners.V1;
using Logistics.Routing.V1;

namespace Logistics.Console.Names;

internal sealed record HubName(string Id, string Name, string Zone, Position? Position);

internal sealed record OrganisationName(string Id, string Name, IReadOnlyList<string> Roles);

internal sealed record ServiceName(string Id, string Name, string CarrierId, string Mode);

/// <summary>Names for the ids that the other answers use.</summary>
internal sealed record ReferenceData(
    IReadOnlyList<HubName> Hubs, IReadOnlyList<OrganisationName> Organisations, IReadOnlyList<ServiceName> Services, IReadOnlyList<string> Unavailable);

internal static class Reference
{
    private const int OrganisationsAtMost = 5000;

    internal static void MapReference(this RouteGroupBuilder api) => api.MapGet("/reference", Get).Produces<ReferenceData>();

    private static async Task<IResult> Get(
        Dispatcher dispatcher, NetworkService.NetworkServiceClient routing, OrganisationService.OrganisationServiceClient partners,
        ILogger<ReferenceData> logger, CancellationToken ct)
    {
        var parts = new Parts(logger);
        var hubs = parts.Get("routing", Hubs(routing, dispatcher, ct), []);
        var organisations = parts.Get("partners", Organisations(partners, dispatcher, ct), []);
        var services = parts.Get("routing", CarrierServices(routing, dispatcher, ct), []);
        await Task.WhenAll(hubs, organisations, services);
        IReadOnlyList<ServiceName> named = [.. (await services).Select(one => new ServiceName(one.Id, one.Name, one.CarrierId, one.Mode))];
        return Results.Ok(new ReferenceData(await hubs, await organisations, named, parts.Missing));
    }

    internal static async Task<IReadOnlyList<HubName>> Hubs(NetworkService.NetworkServiceClient routing, Dispatcher dispatcher, CancellationToken ct)
    {
        var answer = await routing.ListHubsAsync(new ListHubsRequest(), dispatcher.Call(ct));
        return [.. answer.Hubs.OrderBy(hub => hub.Name, StringComparer.InvariantCulture).Select(hub => new HubName(hub.Id, hub.Name, hub.Zone, hub.Position.OrNull()))];
    }

    internal static async Task<IReadOnlyList<CarrierService>> CarrierServices(NetworkService.NetworkServiceClient routing, Dispatcher dispatcher, CancellationToken ct) =>
        [.. (await routing.ListCarrierServicesAsync(new ListCarrierServicesRequest(), dispatcher.Call(ct))).Services];

    internal static async Task<IReadOnlyList<OrganisationName>> Organisations(
        OrganisationService.OrganisationServiceClient partners, Dispatcher dispatcher, CancellationToken ct)
    {
        var (all, _) = await Pages.All<Organisation>(OrganisationsAtMost, async token =>
        {
            var page = await partners.ListOrganisationsAsync(new ListOrganisationsRequest { PageSize = Pages.Size, PageToken = token }, dispatcher.Call(ct));
            return (page.Organisations, page.NextPageToken);
        });
        return [.. all.Select(one => new OrganisationName(one.Id, one.Name, [.. one.Roles]))];
    }
}
