using Logistics.Routing.Network;

namespace Logistics.Routing.Planning;

internal static class DockHours
{
    /// <param name="windows">In any order, overlapping or not; none is always.</param>
    internal static Hours Of(NetworkSnapshot network, IReadOnlyList<Window> windows)
    {
        if (windows.Count == 0) return Hours.Always;
        var seconds = new List<int>();
        foreach (var window in windows.Where(window => window.To > window.From).OrderBy(window => window.From))
        {
            var (from, to) = (network.Seconds(window.From), network.Seconds(window.To));
            if (seconds.Count > 0 && from <= seconds[^1]) seconds[^1] = Math.Max(seconds[^1], to);
            else seconds.AddRange([from, to]);
        }

        return new Hours([.. seconds]);
    }
}
