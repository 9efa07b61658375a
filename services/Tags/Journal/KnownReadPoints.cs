using System.Collections.Concurrent;
using System.Text;

namespace Logistics.Tags.Journal;

/// <summary>
/// Whose read points are, as far as it was asked: a read point never changes its owner, so what is known stays true. Bounded; when
/// it is full it begins anew.
/// </summary>
internal sealed class KnownReadPoints
{
    private const int Most = 50_000;
    private const int LongestId = 128;

    private readonly ConcurrentDictionary<string, string> _owners = new();
    private readonly ConcurrentDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _byId;

    public KnownReadPoints() => _byId = _owners.GetAlternateLookup<ReadOnlySpan<char>>();

    internal void Told(string readPoint, string owner)
    {
        if (_owners.Count >= Most) _owners.Clear();
        _owners[readPoint] = owner;
    }

    /// <summary>False also where it is not known yet.</summary>
    internal bool Belongs(string readPoint, string owner) => _owners.TryGetValue(readPoint, out var known) && known == owner;

    internal bool Belongs(ReadOnlySpan<byte> readPoint, string owner)
    {
        Span<char> text = stackalloc char[LongestId];
        return readPoint.Length <= LongestId && Ascii.ToUtf16(readPoint, text, out var length) == System.Buffers.OperationStatus.Done
            && _byId.TryGetValue(text[..length], out var known) && known == owner;
    }
}
