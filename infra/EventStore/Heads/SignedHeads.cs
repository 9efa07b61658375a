namespace Logistics.EventStore;

/// <summary>Heads to be met along a walk.</summary>
internal sealed class SignedHeads(IReadOnlyList<SignedHead> heads, long chainedFrom)
{
    private readonly ChainRoot root = new(chainedFrom);
    private long good = chainedFrom;
    private int next;

    /// <summary>Takes in the next event's hash; a fault where a head of this position was signed over other events.</summary>
    internal ChainFault? Step(long position, byte[] hash)
    {
        if (next == heads.Count) return null;
        root.Add(position, hash);
        for (; next < heads.Count && heads[next].Position == position; next++)
        {
            if (heads[next].Root != root.Root)
                return new ChainFault(
                    good + 1, null, null, $"among the events {good + 1} to {position} some are not those that were signed at {heads[next].Time}: the chain was computed anew");
            good = position;
        }

        return null;
    }
}
