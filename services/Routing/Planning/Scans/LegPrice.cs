namespace Logistics.Routing.Planning.Scans;

/// <summary>What riding costs, as sums from a run's first call: what a ride costs is a difference, wherever it begins. Never falling along a run.</summary>
internal interface ILegPrice
{
    /// <summary>Hundredths, of whatever weighs, up to a call.</summary>
    int CostTo(int run, int call);

    /// <summary>Hundredths, whatever the way.</summary>
    int CostPerLeg(int run);

    /// <summary>Grams.</summary>
    int Co2eTo(int run, int call);
}

/// <summary>A way that no other betters in everything.</summary>
internal readonly record struct ParetoOption(int Arrival, int Legs, int Cost, int Co2e, int Label);
