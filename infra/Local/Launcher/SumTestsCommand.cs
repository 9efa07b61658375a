using Logistics.Local;

namespace Logistics.Launcher;

/// <summary>Prints the summary of a folder of trx files as the last line.</summary>
internal static class SumTestsCommand
{
    public static int Run(string folder)
    {
        var summary = TestSummary.ReadAll(folder);
        Console.WriteLine(summary);
        return summary.IsGood ? 0 : 1;
    }
}
