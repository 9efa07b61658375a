using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Logistics.Local;

/// <summary>A program to run as a child that does not outlive us.</summary>
public sealed record ProcessSpec(string Name, string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>Added to our own environment; null takes a variable away.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    public string? WorkingDirectory { get; init; }

    /// <summary>Whom to run it as where the caller is root; null: as the caller.</summary>
    public OrdinaryUser? User { get; init; }

    /// <summary>Asks the program to end; the kernel sends it too when our process dies.</summary>
    public PosixSignal StopSignal { get; init; } = PosixSignal.SIGTERM;

    /// <summary>How long it may take to end before it is ended by force.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long it may take to become ready.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Ending with exit code 0 is its own decision: it is not started again.</summary>
    public bool MayFinish { get; init; }

    internal ProcessStartInfo ToStartInfo()
    {
        // A session of its own keeps the terminal's Ctrl-C to us: the order of stopping is ours.
        var info = new ProcessStartInfo("setsid")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = WorkingDirectory ?? "/",
        };
        string[] command = ["setpriv", "--pdeathsig", StopSignal.ToString()[3..], .. User?.SetPriv ?? [], "--", FileName, .. Arguments];
        foreach (var argument in command)
        {
            info.ArgumentList.Add(argument);
        }

        foreach (var (key, value) in Environment)
        {
            info.Environment[key] = value;
        }

        return info;
    }
}
