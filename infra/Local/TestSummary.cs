using System.Xml.Linq;

namespace Logistics.Local;

/// <summary>How many tests passed, failed and were skipped, by the trx files of a run: the runner's own record, not its screen output.</summary>
public sealed record TestSummary(int Passed, int Failed, int Skipped)
{
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    public int Total => Passed + Failed + Skipped;

    /// <summary>Nothing failed, and something ran.</summary>
    public bool IsGood => Failed == 0 && Passed > 0;

    public static TestSummary operator +(TestSummary one, TestSummary other) =>
        new(one.Passed + other.Passed, one.Failed + other.Failed, one.Skipped + other.Skipped);

    /// <summary>
    /// Reads one trx file. What neither passed nor was skipped failed; a run whose own summary says that it failed
    /// though no test did (its host crashed or hung) counts as one failure more.
    /// </summary>
    public static TestSummary Read(string trxFile)
    {
        var run = XDocument.Load(trxFile).Root!;
        var outcomes = run.Descendants(Trx + "UnitTestResult").Select(result => (string?)result.Attribute("outcome")).ToList();
        var passed = outcomes.Count(outcome => outcome == "Passed");
        var skipped = outcomes.Count(outcome => outcome == "NotExecuted");
        var failed = outcomes.Count - passed - skipped;
        var runFailed = (string?)run.Element(Trx + "ResultSummary")?.Attribute("outcome") is not ("Completed" or "Passed");
        return new(passed, runFailed && failed == 0 ? 1 : failed, skipped);
    }

    /// <summary>Sums all trx files of a folder.</summary>
    public static TestSummary ReadAll(string folder) =>
        Directory.GetFiles(folder, "*.trx").Select(Read).Aggregate(new TestSummary(0, 0, 0), (sum, one) => sum + one);

    /// <summary>"12 passed, 0 failed", and ", 2 skipped" where any were.</summary>
    public override string ToString() => $"{Passed} passed, {Failed} failed{(Skipped > 0 ? $", {Skipped} skipped" : "")}";
}
