using Logistics.EventStore;

namespace Logistics.Routing.Hubs;

internal static class HubDecider
{
    internal static readonly StreamType<Hub> Stream = new("hub", Hub.None, Hub.Evolve);

    internal static Decision Register(Hub hub, string id, HubDetails details) => hub.Details switch
    {
        null => Decision.Accept(new HubRegistered(id, details)),
        var known when known == details => Decision.Nothing,
        _ => Decision.Accept(new HubRevised(id, details)),
    };
}
