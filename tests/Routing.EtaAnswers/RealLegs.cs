using Logistics.Routing.Etas.Learning;
using Logistics.Specs;

namespace Logistics.Routing.EtaAnswers;

/// <summary>Real legs of a network of hubs; not part of the repository.</summary>
internal static class RealLegs
{
    internal static string Folder => RealData.Path("eta");

    internal static IReadOnlyList<LegOutcome> Outcomes() => LegFiles.Outcomes(Path.Combine(Folder, "eta-train.csv"));

    internal static Experience Experience() =>
        new(LegFiles.Histories(Path.Combine(Folder, "eta-history-corridors.csv")), LegFiles.RegionOf);

    internal static IReadOnlyList<(string Id, LegQuestion Leg)> Questions() => LegFiles.Questions(Path.Combine(Folder, "eta-test-questions.csv"));
}
