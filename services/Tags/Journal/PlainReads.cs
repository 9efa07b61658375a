namespace Logistics.Tags.Journal;

/// <summary>
/// A batch of which nothing need be decided read by read: all numbered without a gap, all usable, all at read points of the
/// gateway's owner. Such a batch goes into the journal as it stands, unless its sequences came before.
/// </summary>
/// <param name="UnknownTags">Reads of tags that nobody registered, but for those of <paramref name="Unsure"/>.</param>
/// <param name="Unsure">Tags that the directory has to be asked for; once for each read.</param>
internal sealed record PlainReads(JournalRows Rows, SequenceSpan Span, byte[] Digest, int UnknownTags, IReadOnlyList<KnownTag> Unsure);

/// <summary>Takes a batch's reads one by one as long as they are plain.</summary>
internal sealed class PlainReadsBuilder
{
    private readonly PostingGateway _gateway;
    private readonly KnownTags _tags;
    private readonly KnownReadPoints _points;
    private readonly long _now;
    private readonly JournalRows _rows;
    private readonly List<KnownTag> _unsure = [];
    private long _first;
    private long _last;
    private int _unknown;
    private byte[] _lastPoint = [];

    /// <param name="milliseconds">Of a clock that only goes forward.</param>
    internal PlainReadsBuilder(PostingGateway gateway, string epoch, int reads, KnownTags tags, KnownReadPoints points, long milliseconds)
    {
        (_gateway, _tags, _points, _now) = (gateway, tags, points, milliseconds);
        _rows = new(gateway, epoch, reads);
    }

    internal static bool MayBePlain(PostingGateway gateway, KnownReadPoints points)
        => gateway.ReadPointId is not { } own || points.Belongs(own, gateway.Owner);

    internal int Count => _rows.Count;

    /// <summary>Adds a read whose tag is spelled as it came; false where it is not plain, or not known to be.</summary>
    internal bool Add(ref RowFields read)
    {
        if (read.Sequence <= 0 || (_last != 0 && read.Sequence != _last + 1) || read.Sequence > 1L << 62 || !Usable(read) || _tags.Find(read.Tag) is not { } tag) return false;
        if (!read.ReadPoint.IsEmpty && !read.ReadPoint.SequenceEqual(_lastPoint))
        {
            if (!_points.Belongs(read.ReadPoint, _gateway.Owner)) return false;
            _lastPoint = read.ReadPoint.ToArray();
        }

        if (!tag.Registered)
        {
            if (tag.IsSure(_now)) _unknown++;
            else _unsure.Add(tag);
        }

        if (_last == 0) _first = read.Sequence;
        _last = read.Sequence;
        read.Tag = tag.Canonical;
        _rows.Add(read);
        return true;
    }

    /// <summary>Null where there are no reads.</summary>
    internal PlainReads? Done() => _last == 0 ? null : new(_rows, new(_first, _last), _rows.Digest(), _unknown, _unsure);

    internal void GiveUp() => _rows.Dispose();

    private static bool Usable(in RowFields read)
        => read.Antenna is >= 0 and <= ushort.MaxValue && read.RssiDbm is >= -200 and <= 100 && read.BatteryPercent is null or (>= 0 and <= 100) && EventTimeRange.Has(read.EventMicros)
            && (!read.HasPosition || (Math.Abs(read.Latitude) <= 90 && Math.Abs(read.Longitude) <= 180));
}
