using Logistics.Routing.V1;
using NodaTime;

namespace Logistics.Console.Names;

/// <summary>
/// Names and zones of hubs for the public page; kept a minute, and kept on while Routing does not answer. One that is not known is
/// asked for at once: without its zone the page would tell the times of another clock.
/// </summary>
internal sealed class HubNames(NetworkService.NetworkServiceClient routing, OwnToken own, IClock clock)
{
    private static readonly Duration GoodFor = Duration.FromMinutes(1);
    private static readonly Duration AtMostEvery = Duration.FromSeconds(2);
    private IReadOnlyDictionary<string, Hub> hubs = new Dictionary<string, Hub>();
    private Instant? askedAt;

    internal async Task<IReadOnlyDictionary<string, Hub>> Get(IEnumerable<string> wanted, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        if (now < askedAt + (wanted.All(hubs.ContainsKey) ? GoodFor : AtMostEvery)) return hubs;
        askedAt = now;
        try
        {
            var answer = await routing.ListHubsAsync(new ListHubsRequest(), await own.Call(ct));
            hubs = answer.Hubs.ToDictionary(hub => hub.Id);
        }
        catch (Grpc.Core.RpcException)
        {
            // A place is then shown by its code: better than no page.
            askedAt = null;
        }

        return hubs;
    }
}
