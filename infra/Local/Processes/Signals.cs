using System.Runtime.InteropServices;

namespace Logistics.Local;

internal static class Signals
{
    private const int Kill = 9;

    public static void Send(int pid, PosixSignal signal) => _ = SendSignal(pid, Number(signal));

    /// <summary>Ends a child and what it started in its session, without asking.</summary>
    public static void KillGroup(int pid)
    {
        _ = SendSignal(-pid, Kill);
        _ = SendSignal(pid, Kill);
    }

    public static bool IsAlive(int pid)
    {
        try
        {
            // "pid (name) state ...": a zombie has ended, its parent has only not looked yet.
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static int Number(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGINT => 2,
        PosixSignal.SIGQUIT => 3,
        PosixSignal.SIGTERM => 15,
        _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, "not used here"),
    };

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int pid, int signal);
}
