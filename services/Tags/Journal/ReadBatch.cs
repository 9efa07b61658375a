using NodaTime;

namespace Logistics.Tags.Journal;

/// <summary>Who posts: a registered gateway.</summary>
/// <param name="Owner">Its organisation.</param>
/// <param name="ReadPointId">Used for reads that name none.</param>
internal sealed record PostingGateway(string Id, string Owner, string? ReadPointId);

/// <summary>What a gateway posts at once.</summary>
/// <param name="Epoch">Null where no read is numbered.</param>
/// <param name="Digest">Of all reads.</param>
internal sealed record ReadBatch(PostingGateway Gateway, string? Epoch, string BatchId, IReadOnlyList<IncomingRead> Reads, byte[] Digest)
{
    internal const int MostReads = 10_000;

    /// <summary>Receipts are kept by this.</summary>
    internal EpochKey Key => new(Gateway.Id, Epoch ?? "");
}

/// <summary>A gateway's numbering.</summary>
internal readonly record struct EpochKey(string Gateway, string Epoch);

/// <summary>A read that was set aside, and why.</summary>
internal sealed record SetAside(int Index, long Sequence, string Reason);

/// <summary>What became of a batch; given out only after the commit.</summary>
internal sealed record Receipt(
    string BatchId,
    string? Epoch,
    int Accepted,
    int Repeated,
    IReadOnlyList<SetAside> Quarantined,
    int UnknownTags,
    IReadOnlyList<SequenceSpan> Acknowledged,
    long NextSequence,
    Instant RecordTime)
{
    /// <summary>A sequence or event id came again with another content.</summary>
    internal bool HasReuse => Quarantined.Any(q => q.Reason is Defects.SequenceReused or Defects.EventIdReused);
}

/// <summary>Why a read goes to quarantine.</summary>
internal static class Defects
{
    internal const string TagMalformed = Codes.TagDefects.Malformed;
    internal const string ReadPointUnknown = "read-point-unknown";
    internal const string PositionOutOfRange = "position-out-of-range";
    internal const string BatteryOutOfRange = "battery-out-of-range";
    internal const string AntennaOutOfRange = "antenna-out-of-range";
    internal const string RssiOutOfRange = "rssi-out-of-range";
    internal const string SensorMalformed = "sensor-malformed";
    internal const string SensorUnitUnknown = "sensor-unit-unknown";
    internal const string SensorOutOfRange = "sensor-out-of-range";
    internal const string SequenceReused = "sequence-reused";
    internal const string EventIdReused = "event-id-reused";
}
