namespace Logistics.Tags.Watching;

/// <summary>
/// When to say how far a group of shards has come, where a step had nothing to tell: a few times a second, since it is a commit. And
/// when to save what reads merely moved on: at once while it is little; else seldom enough to take a tenth of the time, and so often
/// that a new owner has a few seconds of reads to take up again.
/// </summary>
internal static class Checkpoints
{
    private const int Little = 500;
    private const int Much = 100_000;
    private const long Least = 1_000;
    private const long Most = 10_000;

    private const long TellEvery = 200;

    internal static bool ToTell(ShardGroup group) => Environment.TickCount64 - group.ToldAt >= TellEvery;

    internal static bool IsDue(ShardGroup group)
        => group.Cache.Unsaved.Count is <= Little or > Much
            || Environment.TickCount64 - group.SavedAt > Math.Clamp(10 * group.SavingTook, Least, Most);

    internal static void Done(ShardGroup group, long began)
    {
        group.Cache.Saved();
        group.SavedAt = Environment.TickCount64;
        group.SavingTook = group.SavedAt - began;
    }
}
