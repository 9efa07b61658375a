namespace Logistics.EventStore.Torture;

/// <summary>
/// A fault put in on purpose, to prove that the checker would see it. Only this program's own writers and followers know of it.
/// </summary>
internal enum Plant
{
    /// <summary>The store as it is.</summary>
    None,

    /// <summary>Writers take positions from the sequence and commit when they are done, without the lane; readers follow by position.</summary>
    NaiveReader,

    /// <summary>The writer's word is given before the append.</summary>
    AckBeforeCommit,

    /// <summary>The message is recorded in a commit of its own, after its effect.</summary>
    InboxAfterEffect,

    /// <summary>A projection passes over the events that it failed on.</summary>
    SkipOnError,
}
