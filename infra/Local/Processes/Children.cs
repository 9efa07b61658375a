using System.Collections.Concurrent;
using System.Diagnostics;

namespace Logistics.Local;

/// <summary>
/// Starts child processes from one thread that lives as long as we do. The kernel sends the parent-death signal
/// when the *thread* that forked ends: started from a pool thread, a server was stopped half a minute later, when
/// the pool let that thread go.
/// </summary>
internal static class Children
{
    private static readonly BlockingCollection<Action> Starts = [];

    static Children() => new Thread(Run) { IsBackground = true, Name = "starts child processes" }.Start();

    public static Task<Process> Start(ProcessStartInfo info)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Starts.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(info)!);
            }
            catch (Exception e)
            {
                started.SetException(e);
            }
        });
        return started.Task;
    }

    private static void Run()
    {
        foreach (var start in Starts.GetConsumingEnumerable())
        {
            start();
        }
    }
}
