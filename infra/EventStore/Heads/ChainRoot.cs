using System.Security.Cryptography;

namespace Logistics.EventStore;

/// <summary>
/// One hash for the whole log up to a position: root(p) = SHA-256(root(p - 1) || hash of event p), from 32 zero bytes at the
/// position that the chain begins after. It grows with the log, so that signing an hour costs reading that hour's hashes.
/// </summary>
internal sealed class ChainRoot
{
    private readonly byte[] both = new byte[64];

    internal ChainRoot(long position, string? root = null)
    {
        Position = position;
        if (root is not null) Convert.FromHexString(root).CopyTo(both, 0);
    }

    internal long Position { get; private set; }

    internal string Root => Convert.ToHexStringLower(both.AsSpan(0, 32));

    internal void Add(long position, ReadOnlySpan<byte> hash)
    {
        hash.CopyTo(both.AsSpan(32));
        SHA256.HashData(both, both.AsSpan(0, 32));
        Position = position;
    }
}
