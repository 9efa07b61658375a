namespace Logistics.Routing.Planning.Scans;

/// <summary>The stretches of a page in order of part, and of departure within each.</summary>
internal sealed class ClassPage(Stretch[] stretches, int[] ends)
{
    internal ReadOnlySpan<Stretch> In(int part) => stretches.AsSpan()[(part == 0 ? 0 : ends[part - 1])..ends[part]];
}
