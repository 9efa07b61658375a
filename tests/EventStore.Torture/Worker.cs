using System.Diagnostics;
using System.Globalization;
using Logistics.Local;

namespace Logistics.EventStore.Torture;

/// <summary>The other end of a <see cref="WorkerProgram"/>: starts it, kills it, starts it again, asks it to stop writing.</summary>
internal sealed class Worker(int number, string folder, string connection, Plant plant) : IDisposable
{
    private readonly List<string> errors = [];
    private Process? process;

    internal void Start()
    {
        var info = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments = [Checkout.Find().Program("EventStore.Torture"), WorkerProgram.Command, folder, number.ToString(CultureInfo.InvariantCulture), plant.ToString()];
        foreach (var argument in arguments) info.ArgumentList.Add(argument);
        info.Environment[WorkerProgram.Variable] = connection;
        process = Process.Start(info)!;
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is not null) errors.Add(line.Data);
        };
        process.BeginErrorReadLine();
    }

    /// <summary>SIGKILL, in the middle of whatever it does.</summary>
    internal async Task Kill()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>Throws when it ended by itself.</summary>
    internal void Check()
    {
        if (process!.HasExited) throw new InvalidOperationException($"Worker {number} ended with {process.ExitCode}:\n{string.Join('\n', errors)}");
    }

    /// <summary>Its writers end after the operation they are at; its followers go on.</summary>
    internal async Task StopWriting(TimeSpan atMost)
    {
        Check();
        await process!.StandardInput.WriteLineAsync("stop");
        await process.StandardInput.FlushAsync();
        var answer = await process.StandardOutput.ReadLineAsync().WaitAsync(atMost);
        if (answer != WorkerProgram.Stopped) throw new InvalidOperationException($"Worker {number} ended instead of its writers:\n{string.Join('\n', errors)}");
    }

    public void Dispose()
    {
        if (process is null || process.HasExited) return;
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
