using FluentAssertions;
using Logistics.Routing.EtaAnswers;
using Logistics.Routing.Etas.Learning;
using Logistics.Specs;
using NodaTime;

namespace Logistics.Routing.Tests.Etas.Learning;

/// <summary>Short forms of what the answers program prints; all origins and all ensembles run there.</summary>
public sealed class Legs_of_a_real_network
{
    private static readonly Instant Origin = Instant.FromUtc(2018, 9, 29, 22, 47);

    [DataFact("eta")]
    public void Are_told_better_than_by_their_corridors_ratio()
    {
        var judged = RollingOrigin.Judge(RealLegs.Outcomes(), RealLegs.Experience(), [Origin], BoostSettings.Default with { Bags = 1 });

        judged.MeanAbsoluteError.Should().BeLessThan(0.95 * judged.BaselineMeanAbsoluteError);
        judged.Coverage80.Should().BeInRange(0.77, 0.83);
        judged.Coverage95.Should().BeInRange(0.92, 0.98);
    }
}
