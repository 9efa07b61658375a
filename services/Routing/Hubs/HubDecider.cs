using Logistics.EventStore;

namespace Logistics.Routing.Hubs;

internal static class HubDecider
{
    internal static readonly StreamType<Hub> Stream = new("hub", Hub.None, Hub.Evolve);

    internal static Decision Register(Hub hub, string id, HubDetails details) => hub.Details switch
    {
        null => Decision.Accept(new HubRegistered(id, details)),
        var known when known.SameAs(details) => Decision.Nothing,
        _ => Decision.Accept(new HubRevised(id, details)),
    };

    internal static Decision Close(Hub hub, Closure closure) =>
        hub.Details is null ? Decision.Refuse(Reasons.UnknownHub, "No such hub is registered.")
        : Hub.With(hub.Closures, closure).SequenceEqual(hub.Closures) ? Decision.Nothing
        : Decision.Accept(new HubClosed(hub.Id, closure));
}
