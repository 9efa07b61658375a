using System.Security.Cryptography;
using System.Text;

namespace Logistics.Tags.Watching;

/// <summary>
/// Tags are watched in shards, each by one process at a time. A tag's shard is the same for ever: the database computes it too
/// (Schema/0002-watch.sql), so their number cannot be changed without moving state.
/// </summary>
internal static class Shards
{
    internal const int Count = 8;

    internal static short Of(string tag) => (short)(SHA256.HashData(Encoding.UTF8.GetBytes(tag))[0] % Count);

    /// <summary>The shard's name among the journal's readers.</summary>
    internal static string Reader(short shard) => $"watch/{shard}";
}
