using NodaTime;

namespace Logistics.Shipments.Shipments;

internal enum Agreement
{
    None,
    Single,
    Agree,
    Disagree,
}

/// <summary>How far the sources of a milestone's actual agree, and how sure it is therefore.</summary>
internal static class Agreements
{
    private const double TrustInReads = 0.95;
    private const double TrustInReports = 0.8;

    /// <summary>
    /// Unit by unit: two pallets that come an hour apart are no contradiction, a pallet that came at two times is. All gateways
    /// count as one source, because their clocks are the hub's.
    /// </summary>
    public static bool Contradicted(this Milestone m) => m.Evidence.Count > 1 && m.Evidence
        .SelectMany(e => e.HandlingUnitIds.Select(unit => (Unit: unit, Voice: VoiceOf(e), At: e.At.Instant)))
        .GroupBy(x => (x.Unit, x.Voice), x => x.At)
        .GroupBy(said => said.Key.Unit, said => said.Min())
        .Any(unit => unit.Max() - unit.Min() > Milestone.Tolerance);

    public static Agreement Agreement(this Milestone m) => Voices(m.Evidence).Count() switch
    {
        0 => Shipments.Agreement.None,
        1 => Shipments.Agreement.Single,
        _ => m.Contradicted() ? Shipments.Agreement.Disagree : Shipments.Agreement.Agree,
    };

    /// <summary>
    /// 1 - Π(1 - trust) over the sources that agree with the actual, less half of the same over those that do not: 0.95 for a
    /// read, 0.8 for a report, 0.99 for both, 0.57 for a read that a report contradicts.
    /// </summary>
    public static double Confidence(this Milestone m)
    {
        if (m.Actual() is not { } actual) return 0;
        var voices = Voices(m.Evidence).ToLookup(v => !m.Contradicted() || Near(v.At, actual.Instant), v => v.Trust);
        return Math.Round(Belief(voices[true]) * (1 - Belief(voices[false]) / 2), 2);
    }

    /// <summary>What each source says first.</summary>
    private static IEnumerable<(Instant At, double Trust)> Voices(IEnumerable<Evidence> evidence) => evidence
        .GroupBy(VoiceOf)
        .Select(source => (source.Min(e => e.At.Instant), source.Key.Length == 0 ? TrustInReads : TrustInReports));

    private static string VoiceOf(Evidence e) => e.Kind == EvidenceKind.Read ? "" : e.Source;

    private static double Belief(IEnumerable<double> trusts) => 1 - trusts.Aggregate(1.0, (doubt, trust) => doubt * (1 - trust));

    private static bool Near(Instant a, Instant b) => a - b <= Milestone.Tolerance && b - a <= Milestone.Tolerance;
}
