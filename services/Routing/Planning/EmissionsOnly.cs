using Logistics.Routing.Planning.Scans;

namespace Logistics.Routing.Planning;

/// <summary>Prices of a comparison in which cost counts for nothing.</summary>
internal readonly struct EmissionsOnly(FreightPrice price) : ILegPrice
{
    public int CostTo(int run, int call) => 0;

    public int CostPerLeg(int run) => 0;

    public int Co2eTo(int run, int call) => price.Co2eTo(run, call);
}
