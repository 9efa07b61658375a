using Logistics.Local;

namespace Logistics.Smoke;

/// <summary>Kills the listed parts, one a step, while the step is under way; the launcher starts them again.</summary>
internal sealed class Faults(Hub hub, IReadOnlyList<string> parts)
{
    private readonly Queue<string> left = new(parts);

    internal int Count => parts.Count;

    /// <returns>The part that was struck, once it is ready again; null where none is left.</returns>
    internal async Task<string?> Strike(CancellationToken ct)
    {
        if (!left.TryDequeue(out var part)) return null;
        await Task.Delay(TimeSpan.FromMilliseconds(300), ct);
        await hub.Kill(part);
        await hub.Part(part).WaitUntilReady(ct);
        return part;
    }
}
