namespace Logistics.Tags.Watching;

/// <summary>Shards that this process watches and that have come equally far, so that one pass over the journal serves them all.</summary>
internal sealed class ShardGroup(IEnumerable<short> shards, JournalPositions positions)
{
    internal HashSet<short> Shards { get; } = [.. shards];

    internal JournalPositions Positions { get; } = positions;

    internal WatchCache Cache { get; } = new();

    /// <summary>All registered tags of the shards.</summary>
    internal RegisteredTags Registered { get; } = new();

    /// <summary>Milliseconds of a clock that only goes forward: when it was last said how far the shards have come.</summary>
    internal long ToldAt { get; set; }

    /// <summary>Under way.</summary>
    internal SavingRound? Round { get; set; }

    /// <summary>When the last round was over, and how long it took.</summary>
    internal long SavedAt { get; set; }

    internal long SavingTook { get; set; }

    /// <summary>Lets a shard go, after all was saved. What is registered stays known: it costs a little and hides nothing.</summary>
    internal void Drop(short shard)
    {
        Shards.Remove(shard);
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
