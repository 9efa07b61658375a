using System.Text.Json;
using Logistics.EventStore;
using Logistics.Tags.Journal;
using NodaTime;

namespace Logistics.Tags.Quarantine;

/// <summary>A read as somebody corrected it: all of its content, not the difference.</summary>
/// <param name="ReadPointId">Null: the gateway's own.</param>
internal sealed record MendedRead(
    string TagId, OffsetDateTime EventTime, string? ReadPointId, int Antenna, double RssiDbm, GeoPoint? Position, IReadOnlyList<SensorReading> Sensors, int? BatteryPercent);

/// <summary>Somebody says what the gateway meant; these reads are posted in the entry's place.</summary>
internal sealed record QuarantinedReadMended(IReadOnlyList<MendedRead> Reads, string? Note);

internal sealed record QuarantinedReadDiscarded(string Reason);

/// <summary>
/// An entry of the quarantine: a read, or a whole body, that could not be taken. It waits until somebody mends it (and it is posted
/// anew) or discards it; either is for good, and what came stays beside it.
/// </summary>
internal sealed record QuarantinedRead(IReadOnlyList<MendedRead>? Mended, string? DiscardedFor)
{
    internal static readonly QuarantinedRead Initial = new(null, null);

    internal static readonly StreamType<QuarantinedRead> Stream = new("quarantined-read", Initial, Evolve);

    internal static Decision Mend(QuarantinedRead read, QuarantinedReadMended wanted) => read switch
    {
        { Mended: null, DiscardedFor: null } => Decision.Accept(wanted),
        { Mended: { } mended } when Same(mended, wanted.Reads) => Decision.Nothing,
        _ => Settled(read),
    };

    internal static Decision Discard(QuarantinedRead read, string reason) => read switch
    {
        { Mended: null, DiscardedFor: null } => Decision.Accept(new QuarantinedReadDiscarded(reason)),
        { DiscardedFor: not null } => Decision.Nothing,
        _ => Settled(read),
    };

    /// <summary>What a mended read is known by in the journal: its link to the entry.</summary>
    internal static string EventIdOf(string entry, int index) => $"quarantine-{entry}-{index}";

    private static Decision Settled(QuarantinedRead read)
        => Decision.Refuse(Refusals.QuarantineSettled, read.Mended is null ? "It is discarded already." : "It is mended already, otherwise.");

    /// <summary>As they are stored, for a list has no equality of its own.</summary>
    private static bool Same(IReadOnlyList<MendedRead> one, IReadOnlyList<MendedRead> other)
        => JsonSerializer.Serialize(one, EventJson.Options) == JsonSerializer.Serialize(other, EventJson.Options);

    private static QuarantinedRead Evolve(QuarantinedRead read, object e) => e switch
    {
        QuarantinedReadMended mended => read with { Mended = mended.Reads },
        QuarantinedReadDiscarded discarded => read with { DiscardedFor = discarded.Reason },
        _ => throw new ArgumentException($"A quarantined read does not know {e.GetType().Name}.", nameof(e)),
    };
}
