using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace Logistics.Tags.Journal;

/// <summary>
/// Reads of one batch as rows of COPY's binary format, ready but for what only the commit knows: record time, writer, position and
/// flags stand at the same place in every row and are stamped then. Doors write the rows while another commit is under way, so
/// that the writer only hands bytes on.
/// </summary>
internal sealed class JournalRows : IDisposable
{
    internal const string Copy =
        """
        copy reads (record_time, writer, position, flags, event_time, event_offset, antenna, rssi, sequence, gateway, owner, epoch, tag,
          read_point, event_id, latitude, longitude, battery, sensors, hash) from stdin (format binary)
        """;

    private const short Columns = 20;
    private const int RecordTimeAt = JournalRow.RecordTimeAt;
    private const int WriterAt = JournalRow.WriterAt;
    private const int PositionAt = JournalRow.PositionAt;
    private const int FlagsAt = JournalRow.FlagsAt;
    private const int EventTimeAt = JournalRow.EventTimeAt;

    /// <summary>Two hundred and some bytes; the pool rounds up to a power of two, so that a little more would be twice as much.</summary>
    private const int TypicalRow = 256;

    private const long Year2000 = JournalRow.Year2000;

    private static readonly long Ahead = Duration.FromMinutes(5).BclCompatibleTicks / 10;
    private static readonly long Late = Duration.FromHours(24).BclCompatibleTicks / 10;

    private readonly List<int> _starts;
    private readonly byte[] _origin;
    private readonly byte[] _originUnnumbered;
    private readonly byte[] _readPoint;
    private byte[] _buffer;
    private int _length;
    private int _holders = 1;

    internal JournalRows(PostingGateway gateway, string? epoch, int reads)
    {
        _starts = new(reads);
        _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(1, reads) * TypicalRow);
        _readPoint = Encoding.UTF8.GetBytes(gateway.ReadPointId ?? "");
        _origin = Origin(gateway, epoch);
        _originUnnumbered = Origin(gateway, null);
    }

    internal int Count => _starts.Count;

    internal ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    /// <summary>Bytes it takes while anybody holds it.</summary>
    internal int Size => _buffer.Length;

    /// <summary>Microseconds since 1970; of all rows.</summary>
    internal long LatestEventMicros { get; private set; } = long.MinValue;

    internal void Add(in RowFields read)
    {
        Reserve(TypicalRow + _origin.Length + read.Tag.Length + read.ReadPoint.Length + read.EventId.Length + read.Sensors.Length);
        _starts.Add(_length);
        LatestEventMicros = Math.Max(LatestEventMicros, read.EventMicros);
        Short(Columns);
        Long(8, 0);
        Int(4, 0);
        Long(8, 0);
        Int16(read.ReadPoint.IsEmpty ? (short)ReadFlags.OwnReadPoint : (short)0);
        Long(8, read.EventMicros - Year2000);
        Int16((short)read.OffsetMinutes);
        Int(4, read.Antenna);
        Long(8, BitConverter.DoubleToInt64Bits(read.RssiDbm + 0.0));
        if (read.Sequence > 0) Long(8, read.Sequence);
        else Null();
        Raw(read.Sequence > 0 ? _origin : _originUnnumbered);
        Text(read.Tag);
        Text(read.ReadPoint.IsEmpty ? _readPoint : read.ReadPoint);
        Text(read.EventId);
        Position(read);
        if (read.BatteryPercent is { } battery) Int16((short)battery);
        else Null();
        Sensors(read.Sensors);
        Text(read.Hash);
    }

    /// <summary>SHA-256 over all rows before they are stamped: the same reads of the same gateway again come to the same.</summary>
    internal byte[] Digest() => SHA256.HashData(_buffer.AsSpan(0, _length));

    /// <summary>Skew is flagged, never refused.</summary>
    /// <returns>The writer's position afterwards.</returns>
    internal long Stamp(Instant now, int writer, long position)
    {
        var micros = (now.ToUnixTimeTicks() / 10) - Year2000;
        foreach (var start in _starts)
        {
            var row = _buffer.AsSpan(start);
            BinaryPrimitives.WriteInt64BigEndian(row[RecordTimeAt..], micros);
            BinaryPrimitives.WriteInt32BigEndian(row[WriterAt..], writer);
            BinaryPrimitives.WriteInt64BigEndian(row[PositionAt..], ++position);
            var eventTime = BinaryPrimitives.ReadInt64BigEndian(row[EventTimeAt..]);
            var skew = eventTime > micros + Ahead ? ReadFlags.Ahead : eventTime < micros - Late ? ReadFlags.Late : ReadFlags.None;
            var own = (ReadFlags)BinaryPrimitives.ReadInt16BigEndian(row[FlagsAt..]) & ReadFlags.OwnReadPoint;
            BinaryPrimitives.WriteInt16BigEndian(row[FlagsAt..], (short)(own | skew));
        }

        return position;
    }

    internal JournalRow Row(int number) => new(_buffer.AsSpan(_starts[number], (number + 1 < _starts.Count ? _starts[number + 1] : _length) - _starts[number]));

    /// <summary>Another who disposes of it, before the last one has.</summary>
    internal JournalRows Hold()
    {
        Interlocked.Increment(ref _holders);
        return this;
    }

    public void Dispose()
    {
        if (Interlocked.Decrement(ref _holders) > 0) return;
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    private static byte[] Origin(PostingGateway gateway, string? epoch)
    {
        var bytes = new List<byte>();
        foreach (var text in (string?[])[gateway.Id, gateway.Owner, epoch])
        {
            var length = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(length, text is null ? -1 : Encoding.UTF8.GetByteCount(text));
            bytes.AddRange(length);
            bytes.AddRange(Encoding.UTF8.GetBytes(text ?? ""));
        }

        return [.. bytes];
    }

    private void Position(in RowFields read)
    {
        if (!read.HasPosition)
        {
            Null();
            Null();
            return;
        }

        Long(8, BitConverter.DoubleToInt64Bits(read.Latitude + 0.0));
        Long(8, BitConverter.DoubleToInt64Bits(read.Longitude + 0.0));
    }

    private void Sensors(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty)
        {
            Null();
            return;
        }

        // jsonb's binary form: a version, then the text.
        BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(_length), json.Length + 1);
        _buffer[_length + 4] = 1;
        json.CopyTo(_buffer.AsSpan(_length + 5));
        _length += json.Length + 5;
    }

    private void Text(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            Null();
            return;
        }

        BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(_length), text.Length);
        text.CopyTo(_buffer.AsSpan(_length + 4));
        _length += text.Length + 4;
    }

    private void Null() => Int32(-1);

    private void Short(short value)
    {
        BinaryPrimitives.WriteInt16BigEndian(_buffer.AsSpan(_length), value);
        _length += 2;
    }

    private void Int16(short value)
    {
        Int32(2);
        Short(value);
    }

    private void Int32(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(_length), value);
        _length += 4;
    }

    private void Int(int size, int value)
    {
        Int32(size);
        Int32(value);
    }

    private void Long(int size, long value)
    {
        Int32(size);
        BinaryPrimitives.WriteInt64BigEndian(_buffer.AsSpan(_length), value);
        _length += 8;
    }

    private void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Reserve(int more)
    {
        if (_buffer.Length - _length >= more) return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + more));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
