using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Logistics.Tags.Codes;

namespace Logistics.Tags.Journal;

/// <summary>A tag as some gateway spells it, what it is called here, and whether anybody registered it.</summary>
internal sealed class KnownTag(byte[] canonical)
{
    private const long UnaskedYet = long.MinValue;

    private long _askedAt = UnaskedYet;

    /// <summary>UTF-8.</summary>
    internal byte[] Canonical { get; } = canonical;

    internal string Id => Encoding.UTF8.GetString(Canonical);

    internal bool Registered { get; private set; }

    /// <summary>A registration is not taken back; that there is none is believed for a while only.</summary>
    internal bool IsSure(long milliseconds) => Registered || (_askedAt != UnaskedYet && milliseconds - _askedAt < KnownTags.UnregisteredFor);

    internal void Told(bool registered, long milliseconds) => (Registered, _askedAt) = (registered, milliseconds);
}

/// <summary>
/// Spellings that came lately: readers see the same tags again and again, so neither is a code parsed nor the directory asked for
/// each read. Bounded; when it is full it begins anew.
/// </summary>
internal sealed class KnownTags
{
    /// <summary>Milliseconds; only the count of unknown tags in a receipt rests on it.</summary>
    internal const long UnregisteredFor = 5_000;

    private const int Most = 100_000;
    private const int LongestSpelling = 200;

    private readonly ConcurrentDictionary<byte[], KnownTag> _tags;
    private readonly ConcurrentDictionary<byte[], KnownTag>.AlternateLookup<ReadOnlySpan<byte>> _bySpelling;
    private int _count;

    public KnownTags()
    {
        _tags = new(new Spellings());
        _bySpelling = _tags.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>Null where it is no tag id.</summary>
    internal KnownTag? Find(ReadOnlySpan<byte> spelling)
    {
        if (_bySpelling.TryGetValue(spelling, out var known)) return known;
        if (spelling.Length > LongestSpelling || !Ascii.IsValid(spelling) || TagId.Parse(Encoding.ASCII.GetString(spelling)) is not { } id) return null;
        if (Interlocked.Increment(ref _count) > Most)
        {
            _tags.Clear();
            _count = 0;
        }

        known = new(Encoding.UTF8.GetBytes(id.Value));
        return _tags.GetOrAdd(spelling.ToArray(), known);
    }

    private sealed class Spellings : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = default(HashCode);
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
