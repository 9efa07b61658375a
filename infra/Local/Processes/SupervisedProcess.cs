using System.Diagnostics;

namespace Logistics.Local;

/// <summary>
/// A program that is kept running: started, awaited until ready, started again with growing pauses when it ends
/// unasked, stopped by signal and, after a grace period, by force.
/// </summary>
public sealed class SupervisedProcess(ProcessSpec spec, LogFile log, Func<CancellationToken, Task<bool>> ready, Action<string> say)
    : IAsyncDisposable
{
    private const int CrashesBeforeGivingUp = 6;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim gate = new(1, 1);
    private CancellationTokenSource? stopping;
    private Task watching = Task.CompletedTask;
    private volatile Child? child;

    /// <summary>A running program and the task that ends with it.</summary>
    private sealed record Child(int Pid, Task<int> Ended);

    public string Name => spec.Name;
    public LogFile Log => log;

    /// <summary>The running program's id; null while none runs.</summary>
    public int? Pid => child is { Ended.IsCompleted: false } running ? running.Pid : null;

    /// <summary>Whether it ended of its own accord where it may.</summary>
    public bool HasFinished => spec.MayFinish && child is { Ended: { IsCompletedSuccessfully: true, Result: 0 } };

    /// <summary>How often it ended unasked since the last <see cref="Start"/>.</summary>
    public int Crashes { get; private set; }

    /// <summary>Starts the program and waits until it is ready.</summary>
    public async Task Start(CancellationToken ct = default)
    {
        await gate.WaitAsync(ct);
        try
        {
            Crashes = 0;
            stopping = new();
            child = await Launch();
            watching = Watch(child, stopping.Token);
        }
        finally
        {
            gate.Release();
        }

        await WaitUntilReady(ct);
    }

    /// <summary>Waits until the program answers that it is ready, restarts included.</summary>
    public async Task WaitUntilReady(CancellationToken ct = default)
    {
        var isReady = await Until.True(
            async () => Crashes >= CrashesBeforeGivingUp || HasFinished || (Pid is not null && await ready(ct)), spec.Patience, ct);
        if (!isReady || Crashes >= CrashesBeforeGivingUp)
        {
            throw new InvalidOperationException(
                $"{Name} was not ready after {spec.Patience.TotalSeconds:0} s ({Crashes} crashes). {log.Path} ends with:\n{log.Tail}");
        }
    }

    /// <summary>Asks the program to end and waits; ends it by force after the grace period.</summary>
    public async Task Stop()
    {
        await gate.WaitAsync();
        try
        {
            if (stopping is not null)
            {
                await stopping.CancelAsync();
                await watching;
                await End();
            }
        }
        finally
        {
            gate.Release();
        }
    }

    public async Task Restart(CancellationToken ct = default)
    {
        await Stop();
        await Start(ct);
    }

    /// <summary>Ends the program at once as a power cut would (SIGKILL); it is started again like after any crash.</summary>
    public async Task Kill()
    {
        if (child is { Ended.IsCompleted: false } running)
        {
            Signals.KillGroup(running.Pid);
            await running.Ended;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        log.Dispose();
    }

    private async Task End()
    {
        if (child is not { Ended.IsCompleted: false } running)
        {
            return;
        }

        Signals.Send(running.Pid, spec.StopSignal);
        if (await Task.WhenAny(running.Ended, Task.Delay(spec.Grace)) != running.Ended)
        {
            say($"{Name} did not end within {spec.Grace.TotalSeconds:0} s: ending it by force");
            Signals.KillGroup(running.Pid);
            await running.Ended;
        }
    }

    private async Task Watch(Child watched, CancellationToken stop)
    {
        var pause = FirstPause;
        while (true)
        {
            var begin = Stopwatch.GetTimestamp();
            await Task.WhenAny(watched.Ended, Task.Delay(Timeout.Infinite, stop));
            if (stop.IsCancellationRequested)
            {
                return;
            }

            if (HasFinished)
            {
                say($"{Name} has finished");
                return;
            }

            pause = Stopwatch.GetElapsedTime(begin) > Settled ? FirstPause : pause;
            say($"{Name} ended with exit code {await watched.Ended}: starting it again in {pause.TotalSeconds:0.0} s (log: {log.Path})");
            Crashes++;
            await Task.WhenAny(Task.Delay(pause, stop));
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            if (stop.IsCancellationRequested)
            {
                return;
            }

            child = watched = await Launch();
        }
    }

    private async Task<Child> Launch()
    {
        var process = await Children.Start(spec.ToStartInfo());
        // Not WaitForExitAsync: it waits for the pipes too, and a grandchild may hold those after the program's death.
        var ended = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.Exited += (_, _) => ended.TrySetResult(process.ExitCode);
        process.EnableRaisingEvents = true;
        if (process.HasExited)
        {
            ended.TrySetResult(process.ExitCode);
        }

        _ = Copy(process.StandardOutput);
        _ = Copy(process.StandardError);
        return new(process.Id, ended.Task);
    }

    private async Task Copy(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            log.WriteLine(line);
        }
    }
}
