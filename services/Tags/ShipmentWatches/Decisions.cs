using Logistics.EventStore;

namespace Logistics.Tags.ShipmentWatches;

internal static class Decisions
{
    /// <summary>Both, of which neither refuses.</summary>
    internal static Decision And(this Decision first, Decision second)
        => Decision.Accept([.. ((Decision.Accepted)first).Events, .. ((Decision.Accepted)second).Events]);
}
