using NodaTime;

namespace Logistics.Tags.Journal;

/// <summary>Who posts: a registered gateway.</summary>
/// <param name="Owner">Its organisation.</param>
/// <param name="ReadPointId">Used for reads that name none.</param>
internal sealed record PostingGateway(string Id, string Owner, string? ReadPointId);

/// <summary>What a gateway posts at once.</summary>
internal sealed class ReadBatch : IDisposable
{
    internal const int MostReads = 10_000;

    private readonly Lazy<IReadOnlyList<IncomingRead>> _reads;
    private readonly IDisposable? _source;

    /// <param name="epoch">Null where no read is numbered.</param>
    internal ReadBatch(PostingGateway gateway, string? epoch, string batchId, IReadOnlyList<IncomingRead> reads)
    {
        (Gateway, Epoch, BatchId, _reads) = (gateway, epoch, batchId, new(reads));
        Sequences = SpanOf(reads);
        Digest = new(() => DigestOf(this));
    }

    /// <param name="reads">Makes them, where the batch has to be looked at read by read after all.</param>
    /// <param name="source">What they are made from; given back with the batch.</param>
    internal ReadBatch(PostingGateway gateway, string epoch, string batchId, PlainReads plain, Func<IReadOnlyList<IncomingRead>> reads, IDisposable? source = null)
    {
        (Gateway, Epoch, BatchId, Plain, _reads, _source) = (gateway, epoch, batchId, plain, new(reads), source);
        Sequences = plain.Span;
        Digest = new(plain.Digest);
    }

    internal PostingGateway Gateway { get; }

    internal string? Epoch { get; }

    internal string BatchId { get; }

    /// <summary>Null where reads have to be looked at one by one.</summary>
    internal PlainReads? Plain { get; }

    internal IReadOnlyList<IncomingRead> Reads => _reads.Value;

    internal int Count => Plain?.Rows.Count ?? Reads.Count;

    /// <summary>Of the rows, or about what a read takes as an object.</summary>
    internal BatchSize Size => Plain is { } plain ? new(plain.Rows.Count, plain.Rows.Size) : new(Reads.Count, 1_000L * Reads.Count);

    /// <summary>Of the usable reads as rows, then of the others: the same batch again has the same.</summary>
    internal Lazy<byte[]> Digest { get; }

    /// <summary>From the lowest to the highest sequence; null where no read is numbered.</summary>
    internal SequenceSpan? Sequences { get; }

    /// <summary>Receipts are kept by this.</summary>
    internal EpochKey Key => new(Gateway.Id, Epoch ?? "");

    /// <summary>Once nobody will commit it any more.</summary>
    public void Dispose()
    {
        Plain?.Rows.Dispose();
        _source?.Dispose();
    }

    private static SequenceSpan? SpanOf(IReadOnlyList<IncomingRead> reads)
    {
        var (first, last) = (long.MaxValue, 0L);
        foreach (var read in reads)
        {
            if (read.Sequence == 0) continue;
            (first, last) = (Math.Min(first, read.Sequence), Math.Max(last, read.Sequence));
        }

        return last == 0 ? null : new(first, last);
    }

    private static byte[] DigestOf(ReadBatch batch)
    {
        using var rows = RowEncoding.Of(batch, batch.Reads.Where(read => read.Defect is null));
        var unusable = batch.Reads.Where(read => read.Defect is not null).ToArray();
        return unusable.Length == 0 ? rows.Digest() : ContentHash.Of(rows.Digest(), unusable);
    }
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
    internal const string EventTimeOutOfRange = "event-time-out-of-range";
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
