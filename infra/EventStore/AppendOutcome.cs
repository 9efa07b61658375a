namespace Logistics.EventStore;

/// <summary>What became of one append. Everything but <see cref="Appended"/> means that nothing was written.</summary>
public abstract record AppendOutcome
{
    private AppendOutcome()
    {
    }

    /// <summary>Committed.</summary>
    /// <param name="Position">Position of its last event, or the log's head where there were none.</param>
    public sealed record Appended(long Position) : AppendOutcome;

    /// <summary>Its key or message was seen before, with the same digest.</summary>
    /// <param name="Position">What the first one answered.</param>
    /// <param name="Answer">What the first one stored with its key.</param>
    public sealed record Repeated(long Position, string? Answer) : AppendOutcome;

    /// <summary>A stream is not where the caller expected it.</summary>
    /// <param name="StreamId">The first such stream.</param>
    /// <param name="ActualVersion">Its version.</param>
    public sealed record VersionConflict(string StreamId, long ActualVersion) : AppendOutcome;

    /// <summary>The idempotency key belongs to another request.</summary>
    public sealed record KeyReused : AppendOutcome;

    /// <summary>A stream is archived and takes no more events.</summary>
    /// <param name="StreamId">That stream.</param>
    public sealed record Archived(string StreamId) : AppendOutcome;
}
