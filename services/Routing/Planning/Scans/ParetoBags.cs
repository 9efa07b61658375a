namespace Logistics.Routing.Planning.Scans;

/// <summary>The label of goods at a hub, or on board of a run; on board its costs lack those up to where it is.</summary>
/// <param name="Ready">At a hub: from when on the next run may be boarded.</param>
/// <param name="Parent">The label at the hub where the last run was boarded; -1 at the origin.</param>
internal record struct ParetoLabel(int Ready, int Legs, int Cost, int Co2e, int Parent, int Board, int Alight)
{
    internal int Next;

    internal readonly bool Betters(in ParetoLabel other) =>
        Cost <= other.Cost && Legs <= other.Legs && Co2e <= other.Co2e && Ready <= other.Ready;
}

/// <summary>Labels in bags, each bag without any that another of it betters. Memory is kept from scan to scan.</summary>
internal sealed class ParetoBags
{
    internal const int None = -1;

    private readonly Touched touched = new();
    private int[] heads = [];
    private bool[] known = [];
    private ParetoLabel[] labels = new ParetoLabel[1024];
    private int count;

    internal ref ParetoLabel this[int label] => ref labels[label];

    internal int First(int bag) => heads[bag];

    internal void Clear(int bags)
    {
        foreach (var bag in touched.Entries) (heads[bag], known[bag]) = (None, false);
        touched.Forget();
        count = 0;
        touched.MakeRoomFor(bags);
        if (heads.Length >= bags) return;
        (heads, known) = (new int[bags], new bool[bags]);
        Array.Fill(heads, None);
    }

    internal bool IsBettered(int bag, in ParetoLabel label)
    {
        for (var other = heads[bag]; other != None; other = labels[other].Next)
        {
            if (labels[other].Betters(label)) return true;
        }

        return false;
    }

    /// <summary>Takes it in unless the bag has a better one, and throws out what it betters. -1 where it stays outside.</summary>
    internal int Add(int bag, ParetoLabel label)
    {
        for (int other = heads[bag], before = None; other != None; other = labels[other].Next)
        {
            ref var kept = ref labels[other];
            if (kept.Betters(label)) return None;
            if (!label.Betters(kept))
            {
                before = other;
                continue;
            }

            if (before == None) heads[bag] = kept.Next;
            else labels[before].Next = kept.Next;
        }

        if (count == labels.Length) Array.Resize(ref labels, 2 * count);
        label.Next = heads[bag];
        labels[count] = label;
        if (!known[bag]) touched.Add(bag);
        known[bag] = true;
        heads[bag] = count;
        return count++;
    }

    /// <summary>Leaves the bag empty; its labels stay known by number.</summary>
    internal void Empty(int bag) => heads[bag] = None;
}
