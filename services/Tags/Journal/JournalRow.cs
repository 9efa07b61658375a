using System.Buffers.Binary;
using System.Text;
using NodaTime;

namespace Logistics.Tags.Journal;

/// <summary>
/// A row of COPY's binary format as <see cref="JournalRows"/> writes it, after its stamp: each column is its length and its bytes,
/// a null one the length -1. Up to the sequence all stand at the same place in every row.
/// </summary>
internal readonly ref struct JournalRow
{
    internal const int RecordTimeAt = 6;
    internal const int WriterAt = 18;
    internal const int PositionAt = 26;
    internal const int FlagsAt = 38;
    internal const int EventTimeAt = 44;

    /// <summary>PostgreSQL counts from 2000.</summary>
    internal const long Year2000 = 946_684_800_000_000;

    private const int OffsetAt = 56;
    private const int AntennaAt = 62;
    private const int RssiAt = 70;
    private const int SequenceAt = 78;

    private readonly ReadOnlySpan<byte> _row;
    private readonly int _afterTag;

    internal JournalRow(ReadOnlySpan<byte> row)
    {
        _row = row;
        var at = SequenceAt;
        Sequence = Column(ref at) is { IsEmpty: false } sequence ? BinaryPrimitives.ReadInt64BigEndian(sequence) : null;
        Gateway = Column(ref at);
        Owner = Column(ref at);
        Epoch = Column(ref at);
        Tag = Column(ref at);
        _afterTag = at;
    }

    internal Instant RecordTime => At(RecordTimeAt);

    internal int Writer => BinaryPrimitives.ReadInt32BigEndian(_row[WriterAt..]);

    internal long Position => BinaryPrimitives.ReadInt64BigEndian(_row[PositionAt..]);

    internal ReadFlags Flags => (ReadFlags)BinaryPrimitives.ReadInt16BigEndian(_row[FlagsAt..]);

    internal Instant EventTime => At(EventTimeAt);

    internal int OffsetMinutes => BinaryPrimitives.ReadInt16BigEndian(_row[OffsetAt..]);

    internal int Antenna => BinaryPrimitives.ReadInt32BigEndian(_row[AntennaAt..]);

    internal double RssiDbm => BinaryPrimitives.ReadDoubleBigEndian(_row[RssiAt..]);

    internal long? Sequence { get; }

    // UTF-8; empty where null.
    internal ReadOnlySpan<byte> Gateway { get; }

    internal ReadOnlySpan<byte> Owner { get; }

    internal ReadOnlySpan<byte> Epoch { get; }

    internal ReadOnlySpan<byte> Tag { get; }

    internal Rest ReadRest()
    {
        var at = _afterTag;
        return new(
            TextOf(Column(ref at)), TextOf(Column(ref at)), Real(Column(ref at)), Real(Column(ref at)),
            Column(ref at) is { IsEmpty: false } battery ? BinaryPrimitives.ReadInt16BigEndian(battery) : null,
            Column(ref at) is { IsEmpty: false } sensors ? sensors[1..].ToArray() : null, Column(ref at) is { IsEmpty: false } hash ? hash.ToArray() : null);
    }

    internal static string? TextOf(ReadOnlySpan<byte> text) => text.IsEmpty ? null : Encoding.UTF8.GetString(text);

    /// <param name="Sensors">JSON.</param>
    internal readonly record struct Rest(
        string? ReadPointId, string? EventId, double? Latitude, double? Longitude, int? Battery, byte[]? Sensors, byte[]? Hash);

    private Instant At(int column) => Instant.FromUnixTimeTicks((BinaryPrimitives.ReadInt64BigEndian(_row[column..]) + Year2000) * 10);

    private static double? Real(ReadOnlySpan<byte> column) => column.IsEmpty ? null : BinaryPrimitives.ReadDoubleBigEndian(column);

    private ReadOnlySpan<byte> Column(scoped ref int at)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(_row[at..]);
        at += 4;
        if (length < 0) return default;
        var column = _row.Slice(at, length);
        at += length;
        return column;
    }
}
