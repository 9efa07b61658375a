using NodaTime;

namespace Logistics.Tags.HandlingUnits;

/// <summary>Inside of a container, directly or through others.</summary>
/// <param name="Path">From the unit's own parent to the container.</param>
internal sealed record Enclosure(IReadOnlyList<string> Path, Instant From, Instant Until)
{
    internal string ContainerId => Path[^1];
}

/// <summary>What is in what, and when. Pure.</summary>
/// <param name="staysOf">Of a unit; none of one that is in nothing.</param>
internal sealed class Nesting(Func<string, IReadOnlyList<Stay>> staysOf)
{
    /// <summary>Item, case, pallet, container, wagon, train: more is a mistake.</summary>
    internal const int Deepest = 8;

    /// <summary>All containers of a unit within a time, nearest first.</summary>
    internal IEnumerable<Enclosure> Containers(string unit, Instant from, Instant until) => Containers(unit, [], from, until);

    /// <summary>Whether a unit that is inside of another for some time would be inside of itself.</summary>
    internal bool ClosesCircle(string unit, Stay stay)
        => stay.ParentId == unit || Containers(stay.ParentId, stay.From, stay.Until).Any(e => e.ContainerId == unit);

    private IEnumerable<Enclosure> Containers(string unit, IReadOnlyList<string> path, Instant from, Instant until)
    {
        if (path.Count == Deepest) yield break;
        foreach (var stay in staysOf(unit).Select(s => s.Within(from, until)).OfType<Stay>())
        {
            IReadOnlyList<string> farther = [.. path, stay.ParentId];
            yield return new(farther, stay.From, stay.Until);
            foreach (var outer in Containers(stay.ParentId, farther, stay.From, stay.Until)) yield return outer;
        }
    }
}
