using Logistics.Routing.CarrierServices;
using Logistics.Routing.Network;
using Logistics.Routing.Planning.Scans;
using Logistics.Routing.Roads;
using Logistics.Routing.ServiceRuns;

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

    /// <summary>
    /// In the network's currency. A run that is no longer in the timetable, and a lorry of who is no haulier any more, cost nothing: so what
    /// replaces them looks dear, never cheap.
    /// </summary>
    internal decimal Of(Leg leg)
    {
        if (leg.Road is { } road) return network.Facts.Hauliers.TryGetValue(leg.ServiceId, out var haulier) ? Of(road, haulier.Tariff ?? Tariff.UsualOf("road")) : 0;
        return network.RunIndex(new RunId(leg.ServiceId, leg.ServiceDate)) is { } run
            ? (CostPerLeg(run) + CostTo(run, leg.ToCall) - CostTo(run, leg.FromCall)) / 100m
            : 0;
    }

    private decimal Of(RoadDrive road, Tariff tariff) => tariff.CostPerLeg + ((decimal)(tonnes * road.Kilometres) * tariff.CostPerTonneKm);

    private SnapshotService Of(int run) => network.Runs.Services[network.Runs.ServiceOf(run)];
}
