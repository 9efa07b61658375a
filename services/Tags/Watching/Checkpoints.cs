namespace Logistics.Tags.Watching;

/// <summary>
/// When to say how far a group of shards has come, where a step had nothing to tell: a few times a second, since it is a commit. And
/// when to save what reads merely moved on: at once while it is little; else in rounds, so seldom that they take a tenth of the time,
/// and so often that a new owner has a few seconds of reads to take up again.
/// </summary>
internal static class Checkpoints
{
    /// <summary>
    /// Tails that one commit saves: of a hundred some 10 ms for the database. While it works, a receipt waits for a processor.
    /// </summary>
    internal const int SmallTurn = 100;

    internal const int LargeTurn = 500;

    /// <summary>So that a round takes as long as the pause before it.</summary>
    internal const int Turns = 40;

    private const int Much = 100_000;
    private const long Least = 1_000;
    private const long Most = 10_000;

    private const long TellEvery = 200;

    /// <summary>A long round goes on with each step.</summary>
    internal static bool ToTell(ShardGroup group) => group.Round is { IsLong: true } || Environment.TickCount64 - group.ToldAt >= TellEvery;

    /// <param name="all">All in one, now.</param>
    /// <returns>Tags whose tails are to be saved with this commit.</returns>
    internal static IReadOnlyList<TagWatch> Begin(ShardGroup group, bool all)
    {
        if (all || (group.Round is null && IsDue(group))) group.Round = new([.. group.Cache.Unsaved.Select(w => w.TagId)], group.Positions.Mark());
        return [.. (group.Round?.Next(all) ?? []).Select(group.Cache.FindUnsaved).OfType<TagWatch>()];
    }

    internal static void End(ShardGroup group, IEnumerable<TagWatch> saved, long began)
    {
        group.Cache.Saved(saved.Select(w => w.TagId));
        var now = Environment.TickCount64;
        group.ToldAt = now;
        if (group.Round is not { } round) return;
        round.Took += now - began;
        if (!round.IsOver) return;
        (group.SavedAt, group.SavingTook, group.Round) = (now, round.Took, null);
    }

    private static bool IsDue(ShardGroup group)
        => group.Cache.Unsaved.Count is <= SmallTurn or > Much
            || Environment.TickCount64 - group.SavedAt > Math.Clamp(10 * group.SavingTook, Least, Most);
}
