using Logistics.Routing.V1;
using NodaTime;

namespace Logistics.Console.Names;

/// <summary>Names and zones of hubs for the public page; kept a minute, and kept on while Routing does not answer.</summary>
internal sealed class HubNames(NetworkService.NetworkServiceClient routing, OwnToken own, IClock clock)
{
    private static readonly Duration GoodFor = Duration.FromMinutes(1);
    private IReadOnlyDictionary<string, Hub> hubs = new Dictionary<string, Hub>();
    private Instant renewAt = Instant.MinValue;

    internal async Task<IReadOnlyDictionary<string, Hub>> Get(CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        if (now < renewAt) return hubs;
        renewAt = now + GoodFor;
        try
        {
            var answer = await routing.ListHubsAsync(new ListHubsRequest(), await own.Call(ct));
            hubs = answer.Hubs.ToDictionary(hub => hub.Id);
        }
        catch (Grpc.Core.RpcException)
        {
            // A place is then shown by its code: better than no page.
            renewAt = now;
        }

        return hubs;
    }
}
