using Logistics.Routing.Network;
using Logistics.Routing.Planning.Scans;

namespace Logistics.Routing.Planning;

/// <summary>What these goods cost and emit on a run, by its service's tariff and the kilometres between its calls.</summary>
internal readonly struct FreightPrice(NetworkSnapshot network, double weightKg) : ILegPrice
{
    // Nobody ships nothing; a question without a weight still wants ways compared.
    private readonly double tonnes = Math.Max(weightKg, 1) / 1000;

    public int CostTo(int run, int call)
    {
        var service = Of(run);
        return (int)(100 * tonnes * service.KilometresTo[call] * (double)service.Tariff.CostPerTonneKm);
    }

    public int CostPerLeg(int run) => (int)(100 * Of(run).Tariff.CostPerLeg);

    public int Co2eTo(int run, int call)
    {
        var service = Of(run);
        return (int)(1000 * tonnes * service.KilometresTo[call] * service.Tariff.Co2eKgPerTonneKm);
    }

    private SnapshotService Of(int run) => network.Runs.Services[network.Runs.ServiceOf(run)];
}
