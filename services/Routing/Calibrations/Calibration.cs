using NodaTime;

namespace Logistics.Routing.Calibrations;

/// <summary>Estimates were taught anew with what had ended before a day began.</summary>
/// <param name="Day">UTC.</param>
/// <param name="Judged">Null where there were too few legs to judge.</param>
internal sealed record EtasCalibrated(LocalDate Day, int Legs, int Departures, CalibrationJudgement? Judged);

/// <summary>Of legs of the last days by a model that had not seen them; minutes and shares.</summary>
/// <param name="BaselineMae">By a corridor's mean ratio.</param>
internal sealed record CalibrationJudgement(int Legs, double Mae, double BaselineMae, double Coverage80, double Coverage95);

/// <summary>One day's calibration. Whoever is first records it; it never changes.</summary>
internal sealed record Calibration(EtasCalibrated? Done)
{
    internal static readonly Calibration None = new((EtasCalibrated?)null);

    internal static Calibration Evolve(Calibration calibration, object e) => e switch
    {
        EtasCalibrated done => calibration with { Done = done },
        _ => throw new ArgumentException($"A calibration has no event {e.GetType().Name}.", nameof(e)),
    };
}
