namespace Logistics.Tags.Watching;

/// <summary>Shards that this process watches and that have come equally far, so that one pass over the journal serves them all.</summary>
internal sealed class ShardGroup(IEnumerable<short> shards, JournalPositions positions)
{
    internal HashSet<short> Shards { get; } = [.. shards];

    internal JournalPositions Positions { get; } = positions;

    internal WatchCache Cache { get; } = new();

    /// <summary>All registered tags of the shards.</summary>
    internal RegisteredTags Registered { get; private set; } = new();

    /// <summary>Milliseconds of a clock that only goes forward: when it was last said how far the shards have come.</summary>
    internal long ToldAt { get; set; }

    /// <summary>Under way.</summary>
    internal SavingRound? Round { get; set; }

    /// <summary>When the last round was over, and how long it took.</summary>
    internal long SavedAt { get; set; }

    internal long SavingTook { get; set; }

    /// <summary>Lets a shard go, after all was saved.</summary>
    /// <param name="left">Registered tags of the other shards.</param>
    internal void Drop(short shard, IEnumerable<string> left)
    {
        Shards.Remove(shard);
        Registered = new();
        Registered.Add(left);
        Cache.Forget(tag => Watching.Shards.Of(tag) == shard);
    }

    /// <summary>Takes in a group that has caught up.</summary>
    internal void Join(ShardGroup other)
    {
        Shards.UnionWith(other.Shards);
        Registered.Add(other.Registered);
        Cache.TakeOver(other.Cache);
    }
}
