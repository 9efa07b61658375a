using System.Globalization;
using Logistics.Routing.Etas.Learning;
using NodaTime;

namespace Logistics.Routing.EtaAnswers;

/// <summary>How good the answers will be, judged inside the training legs.</summary>
internal static class Validation
{
    // The time of day of the real cut; each origin leaves at least a day to be judged.
    private static readonly Instant First = Instant.FromUtc(2018, 9, 28, 22, 47);
    private static readonly Instant[] Origins = Enumerable.Range(0, 5).Select(i => First + Duration.FromHours(12 * i)).ToArray();

    internal static Judgement Of(IReadOnlyList<LegOutcome> outcomes, Experience experience) =>
        RollingOrigin.Judge(outcomes, experience, Origins);

    internal static void Print(Judgement judged)
    {
        Result("mae_min", judged.MeanAbsoluteError, "min", judged.MeanAbsoluteError / judged.BaselineMeanAbsoluteError);
        Result("baseline_mae_min", judged.BaselineMeanAbsoluteError, "min", null);
        Result("coverage80", 100 * judged.Coverage80, "%", null);
        Result("coverage95", 100 * judged.Coverage95, "%", null);
        Result("bias_min", judged.Bias / judged.Legs, "min", null);
        Result("legs", judged.Legs, "legs", null);
    }

    private static void Result(string name, double value, string unit, double? ratio) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"RESULT eta.validation.{name} {value:0.##} {unit} {(ratio is { } share ? share.ToString("0.000", CultureInfo.InvariantCulture) : "-")}"));
}
