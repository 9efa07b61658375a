namespace Logistics.Tags.Watching;

/// <summary>
/// Receipts go before presence: while many reads wait for their commit, the watch leaves most of the machine to the writers and
/// catches up when the rush is over. A gateway that gets no receipt posts again and makes the rush longer; presence that is a
/// little late mends itself.
/// </summary>
internal static class Pace
{
    /// <summary>Reads waiting; more than this is more than the writers keep up with.</summary>
    internal const int Rush = 8_000;

    private const int StepsOfRest = 9;
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(500);

    /// <summary>A step costs the same few round trips for one read as for thousands: so it is worth a breath to let some gather.</summary>
    private const int Few = 10_000;

    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(20);

    /// <summary>How long to rest after a step.</summary>
    /// <param name="taken">Reads and events that it took up.</param>
    internal static TimeSpan After(TimeSpan step, int taken, long waiting) => waiting < Rush
        ? taken < Few ? Breath : TimeSpan.Zero
        : step * StepsOfRest < Longest ? step * StepsOfRest : Longest;
}
