using System.Diagnostics;
using Logistics.Local;

namespace Logistics.Launcher;

/// <summary>One test project's run, by the built assembly.</summary>
internal sealed record TestProject(string Name, string Assembly)
{
    // A test that hangs is cut off and named; the longest honest one takes a quarter of this.
    private const string HangTimeout = "5m";

    public static IEnumerable<TestProject> All(Checkout checkout) => Directory.GetFiles(Path.Combine(checkout.Root, "tests"), "*.Tests.csproj", SearchOption.AllDirectories)
        .Select(Path.GetFileNameWithoutExtension)
        .Order()
        .Select(name => new TestProject(name!, checkout.Program(name!)));

    /// <summary>Runs it; a crashed host, a missing assembly or a run without any test at all counts as a failure and says so.</summary>
    public async Task<(TestSummary Summary, string Output)> Run(string filter, string folder, IReadOnlyDictionary<string, string?> environment)
    {
        if (!File.Exists(Assembly))
        {
            return (new(0, 1, 0), $"{Name}: {Assembly} is not built");
        }

        var trx = Path.Combine(folder, $"{Name}.trx");
        var (exitCode, output) = await Execute(Info(filter, folder, environment));
        var summary = File.Exists(trx) ? TestSummary.Read(trx) : new(0, 0, 0);
        var isEmptyByFilter = exitCode == 0 && summary.Total == 0 && output.Contains("No test matches the given testcase filter", StringComparison.Ordinal);
        if (summary is { Failed: 0 } && (exitCode != 0 || (summary.Total == 0 && !isEmptyByFilter)))
        {
            summary = summary with { Failed = 1 };
            output += $"\n{Name}: the runner ended with exit code {exitCode} and {summary.Total} results; counted as a failure";
        }

        return (summary, output);
    }

    private ProcessStartInfo Info(string filter, string folder, IReadOnlyDictionary<string, string?> environment)
    {
        var info = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            "test", Assembly, "--logger", $"trx;LogFileName={Name}.trx", "--results-directory", folder,
            "--blame-hang-timeout", HangTimeout, "--blame-hang-dump-type", "none",
            .. filter.Length > 0 ? ["--filter", filter] : Array.Empty<string>(),
        ];
        foreach (var argument in arguments)
        {
            info.ArgumentList.Add(argument);
        }

        // The runner's 100 ms are too short to drop databases and stop servers.
        info.Environment["VSTEST_TESTHOST_SHUTDOWN_TIMEOUT"] = "20000";
        foreach (var (key, value) in environment)
        {
            info.Environment[key] = value;
        }

        return info;
    }

    private static async Task<(int ExitCode, string Output)> Execute(ProcessStartInfo info)
    {
        using var process = Process.Start(info)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, (await output + await errors).Trim());
    }
}
