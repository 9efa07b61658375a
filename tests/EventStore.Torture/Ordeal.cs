using System.Diagnostics;
using Logistics.Local;

namespace Logistics.EventStore.Torture;

/// <summary>The whole: first the planted faults, each of which the checker must find, then the store itself.</summary>
internal static class Ordeal
{
    private static readonly (Plant Plant, Hardship Hardship, Func<Findings, bool> IsCaught)[] Planted =
    [
        (Plant.NaiveReader, new(3_000, 0, 0), findings => findings.Lost > 0),
        (Plant.AckBeforeCommit, new(4_000, 4, 0), findings => findings.Lost > 0),
        (Plant.InboxAfterEffect, new(4_000, 4, 0), findings => findings.Doubled > 0),
        (Plant.SkipOnError, new(3_000, 0, 0), findings => findings.ProjectionsDiffer > 0),
    ];

    /// <summary>Runs it and prints the results; the planted faults that were caught, and what was found in the end.</summary>
    internal static async Task<Verdict> Run(string folder, Hardship hardship, Action<string> say)
    {
        var run = new RunFolder(folder, say);
        try
        {
            await using var postgres = await PrivatePostgres.Start(run);
            var caught = 0;
            foreach (var (plant, planted, isCaught) in Planted)
            {
                var findings = await Try(postgres, plant, planted, folder, say);
                if (isCaught(findings)) caught++;
                else say($"{plant} was NOT caught: the run is void");
            }

            say($"RESULT torture.planted_caught {caught}");
            var found = await Try(postgres, Plant.None, hardship, folder, say);
            say($"RESULT torture.events {found.Events}");
            say($"RESULT torture.lost {found.Lost}");
            say($"RESULT torture.doubled {found.Doubled}");
            say($"RESULT torture.disordered {found.Disordered}");
            say($"RESULT torture.holes {found.Holes}");
            say($"RESULT torture.projections_differ {found.ProjectionsDiffer}");
            return new(caught, found);
        }
        finally
        {
            RunFolder.Delete(folder);
        }
    }

    private static async Task<Findings> Try(PrivatePostgres postgres, Plant plant, Hardship hardship, string folder, Action<string> say)
    {
        var started = Stopwatch.GetTimestamp();
        var name = $"torture_{plant.ToString().ToLowerInvariant()}";
        var findings = await new Trial(postgres, name, plant, Path.Combine(folder, name)).Run(hardship);
        say($"{plant}: {findings} in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s");
        return findings;
    }
}

/// <summary>A run's end; void where a planted fault was not caught.</summary>
internal sealed record Verdict(int PlantedCaught, Findings Findings)
{
    internal bool IsGood => PlantedCaught == 4 && Findings.AreNone;
}
