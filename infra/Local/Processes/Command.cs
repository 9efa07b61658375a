namespace Logistics.Local;

/// <summary>Runs a program to its end.</summary>
internal static class Command
{
    public static async Task<(int ExitCode, string Output)> Try(
        string file, IEnumerable<string> arguments, OrdinaryUser? user = null, IReadOnlyDictionary<string, string?>? environment = null,
        string? input = null, CancellationToken ct = default)
    {
        var info = new ProcessSpec(file, file, [.. arguments]) { User = user, Environment = environment ?? new Dictionary<string, string?>() }
            .ToStartInfo();
        using var process = await Children.Start(info);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(ct);
        var errors = process.StandardError.ReadToEndAsync(ct);
        try
        {
            await process.WaitForExitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            Signals.KillGroup(process.Id);
            throw;
        }

        return (process.ExitCode, (await output + await errors).Trim());
    }

    public static async Task<string> Run(
        string file, IEnumerable<string> arguments, OrdinaryUser? user = null, IReadOnlyDictionary<string, string?>? environment = null,
        string? input = null, CancellationToken ct = default)
    {
        var (exitCode, output) = await Try(file, arguments, user, environment, input, ct);
        return exitCode == 0
            ? output
            : throw new InvalidOperationException($"`{file} {string.Join(' ', arguments)}` ended with exit code {exitCode}:\n{output}");
    }

    /// <summary>The first of these programs that PATH or the usual system folders have.</summary>
    public static string? Find(params string[] names)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Concat(["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"]);
        return names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }
}
