using System.Globalization;
using Logistics.Routing.Etas.Learning;

namespace Logistics.Routing.EtaAnswers;

internal static class EtaAnswers
{
    /// <summary>One question at a time, in the order in which the legs start; no answer rests on a later question.</summary>
    internal static int Write(string path, IReadOnlyList<(string Id, LegQuestion Leg)> questions, LegTimeModel model)
    {
        using var file = new StreamWriter(path);
        file.WriteLine("question_id,p50_min,p80_min,p95_min");
        foreach (var (id, leg) in questions.OrderBy(question => question.Leg.At))
        {
            var told = model.Estimate(leg);
            file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{id},{told.P50:0.0},{told.P80:0.0},{told.P95:0.0}"));
        }

        return questions.Count;
    }
}
