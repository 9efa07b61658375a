namespace Logistics.Routing.Planning.Scans;

/// <summary>The stretches of a page by part, in order of departure within each: counted first, then laid.</summary>
internal sealed class ClassPage(int parts)
{
    private readonly int[] ends = new int[parts];
    private Stretch[] stretches = [];

    internal ReadOnlySpan<Stretch> In(int part) => stretches.AsSpan()[(part == 0 ? 0 : ends[part - 1])..ends[part]];

    internal void Count(int part) => ends[part]++;

    internal void MakeRoom()
    {
        var all = 0;
        for (var part = 0; part < ends.Length; part++) (ends[part], all) = (all, all + ends[part]);
        stretches = new Stretch[all];
    }

    internal void Add(int part, Stretch stretch) => stretches[ends[part]++] = stretch;
}
