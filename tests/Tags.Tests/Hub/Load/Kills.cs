using FluentAssertions;
using Logistics.Local;
using Logistics.Specs;

namespace Logistics.Tags.Tests.Hub.Load;

/// <summary>Ends parts like a power cut while a load goes on; whoever minds them starts them again.</summary>
internal static class Kills
{
    /// <summary>One part at each of these shares of the load.</summary>
    internal static async Task Strike(IEnumerable<(SupervisedProcess Part, double Share)> strokes, Loading load)
    {
        foreach (var (part, share) in strokes)
        {
            await load.Reaches(share);
            await Kill(part);
        }
    }

    internal static async Task Kill(SupervisedProcess part)
    {
        await Eventually.True(() => part.Pid is not null, $"{part.Name} to run");
        var (pid, crashes) = (part.Pid, part.Crashes);
        await part.Kill();
        await Eventually.True(() => part.Crashes > crashes, $"{part.Name} to be missed");
        Directory.Exists($"/proc/{pid}").Should().BeFalse();
    }
}
