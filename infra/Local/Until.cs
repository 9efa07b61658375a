using System.Diagnostics;

namespace Logistics.Local;

/// <summary>Awaits a condition with a deadline.</summary>
public static class Until
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <returns>Whether the condition came true in time.</returns>
    public static async Task<bool> True(Func<Task<bool>> condition, TimeSpan atMost, CancellationToken ct = default)
    {
        var begin = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(begin) > atMost)
            {
                return false;
            }

            await Task.Delay(Pause, ct);
        }

        return true;
    }

    /// <inheritdoc cref="True(Func{Task{bool}}, TimeSpan, CancellationToken)"/>
    public static Task<bool> True(Func<bool> condition, TimeSpan atMost, CancellationToken ct = default) =>
        True(() => Task.FromResult(condition()), atMost, ct);
}
