namespace Logistics.Tags.Journal;

/// <summary>What the hub found out about a read when it stored it; bits of a column.</summary>
[Flags]
internal enum ReadFlags : short
{
    None = 0,

    /// <summary>Event time over 5 minutes ahead of record time.</summary>
    Ahead = 1,

    /// <summary>Over 24 hours behind.</summary>
    Late = 2,

    /// <summary>The read named no read point: the row has its gateway's.</summary>
    OwnReadPoint = 4,
}
