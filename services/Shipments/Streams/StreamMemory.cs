namespace Logistics.Shipments.Streams;

/// <summary>A stream's state as of a version of it.</summary>
internal sealed record Remembered(long Version, object State);

/// <summary>
/// Streams as this process left them: whoever reports on a shipment that was booked a moment ago need not read it again. Another
/// process may have gone on since, so nothing counts that was decided on a remembered stream but what the append has checked: its
/// events, at that very version.
/// </summary>
internal sealed class StreamMemory
{
    private const int AtLeast = 1_000;

    private readonly Recent<Remembered> recent = new(AtLeast);

    public Remembered? Find(string streamId) => recent.Find(streamId);

    /// <summary>Of two appends the earlier one may come here later.</summary>
    public void Keep(string streamId, long version, object state)
    {
        if (recent.Find(streamId) is not { } known || known.Version < version) recent.Put(streamId, new(version, state));
    }

    public void Forget(string streamId) => recent.Forget(streamId);
}
