using Logistics.Routing.Planning.Scans;

namespace Logistics.Routing.Tests.Scans;

/// <summary>Made up, and different for each run: dear and clean, cheap and dirty.</summary>
internal readonly struct RunPrices(int seed) : ILegPrice
{
    public int CostTo(int run, int call) => call * (10 + Digit(run, 1));

    public int CostPerLeg(int run) => Digit(run, 2);

    public int Co2eTo(int run, int call) => call * (20 - (2 * Digit(run, 1)) + Digit(run, 3));

    private int Digit(int run, int which) => (int)((uint)((run + 1) * 7919 * (seed + which) % 1_000_003) % 10);
}
