using Logistics.EventStore;

namespace Logistics.Routing.Hauliers;

internal static class HaulierDecider
{
    internal static readonly StreamType<Haulier> Stream = new("haulier", Haulier.None, Haulier.Evolve);

    /// <param name="isHub">Whether a hub of that id is registered.</param>
    internal static Decision Register(Haulier haulier, string id, HaulierDetails details, Func<string, bool> isHub)
    {
        if (haulier.Details is { } known && known.CarrierId != details.CarrierId)
            return Decision.Refuse(Reasons.HaulierIdTaken, $"Haulier {id} belongs to another carrier.");
        if (haulier.Details?.SameAs(details) == true) return Decision.Nothing;
        if (details.HubIds?.FirstOrDefault(hub => !isHub(hub)) is { } stranger)
            return Decision.Refuse(Reasons.UnknownHub, $"hub_ids names hub {stranger}, which is not registered.");
        return haulier.Details is null ? Decision.Accept(new HaulierRegistered(id, details)) : Decision.Accept(new HaulierRevised(id, details));
    }
}
