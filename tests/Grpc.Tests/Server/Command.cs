using System.Diagnostics;

namespace Logistics.GrpcTests.Server;

/// <summary>Another program, run to its end within a bounded time.</summary>
internal static class Command
{
    internal static async Task<(int ExitCode, string Output, string Errors)> Run(
        string program, IEnumerable<string> arguments, TimeSpan atMost, string? folder = null)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? AppContext.BaseDirectory,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var deadline = new CancellationTokenSource(atMost);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} ran longer than {atMost}.\n{await output}\n{await errors}");
        }

        return (process.ExitCode, await output, await errors);
    }
}
