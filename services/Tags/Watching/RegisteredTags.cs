using System.Text;

namespace Logistics.Tags.Watching;

/// <summary>Tags known by hash: a stranger that is taken for one of them costs a look at the database, no more.</summary>
internal sealed class RegisteredTags
{
    private const int Longest = 512;

    private readonly HashSet<int> _hashes = [];

    internal void Add(IEnumerable<string> tags)
    {
        foreach (var tag in tags) _hashes.Add(HashOf(tag));
    }

    internal void Add(RegisteredTags others) => _hashes.UnionWith(others._hashes);

    internal bool MayHave(string tag) => _hashes.Contains(HashOf(tag));

    /// <param name="tag">UTF-8.</param>
    internal bool MayHave(ReadOnlySpan<byte> tag) => _hashes.Contains(HashOf(tag));

    private static int HashOf(string tag)
    {
        var size = Encoding.UTF8.GetByteCount(tag);
        var bytes = size <= Longest ? stackalloc byte[size] : new byte[size];
        Encoding.UTF8.GetBytes(tag, bytes);
        return HashOf(bytes);
    }

    private static int HashOf(ReadOnlySpan<byte> tag)
    {
        var hash = default(HashCode);
        hash.AddBytes(tag);
        return hash.ToHashCode();
    }
}
