using System.Reflection;

namespace Logistics.Local;

/// <summary>Where the sources and the built programs are.</summary>
/// <param name="Root">The folder with Logistics.sln.</param>
/// <param name="Artifacts">The build's output folder.</param>
/// <param name="Configuration">The build configuration in lower case, as the output folder spells it.</param>
public sealed record Checkout(string Root, string Artifacts, string Configuration)
{
    /// <summary>The checkout that the running program was built from.</summary>
    public static Checkout Find()
    {
        // A program lies in <artifacts>/bin/<project>/<configuration>/.
        var program = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        return new(FindRoot(), program.Parent!.Parent!.Parent!.FullName, program.Name);
    }

    /// <summary>The assembly of one of our programs, built or not.</summary>
    public string Program(string project) =>
        Path.Combine(Artifacts, "bin", project, Configuration, $"Logistics.{project}.dll");

    /// <summary>The folder of runtime data: LOGISTICS_RUN, else .run in the checkout.</summary>
    public string RunFolder => Environment.GetEnvironmentVariable("LOGISTICS_RUN") is { Length: > 0 } named
        ? Path.GetFullPath(named)
        : Path.Combine(Root, ".run");

    private static string FindRoot()
    {
        string[] starts = [Environment.CurrentDirectory, AppContext.BaseDirectory, BuiltFrom()];
        var root = starts.SelectMany(Upwards).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "Logistics.sln")));
        return root ?? throw new DirectoryNotFoundException(
            $"No Logistics.sln in or above {string.Join(", ", starts)}: run from the checkout.");
    }

    private static IEnumerable<string> Upwards(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            yield return folder.FullName;
        }
    }

    private static string BuiltFrom() => typeof(Checkout).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;
}
