using System.Buffers;

namespace Grpc.Core;

internal static class MetadataKey
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_.");

    /// <summary>HTTP/2 wants lower case; anything outside gRPC's alphabet would be refused by the peer, so it is refused here.</summary>
    internal static string Normalize(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        var lower = key.ToLowerInvariant();
        return lower.AsSpan().ContainsAnyExcept(Allowed)
            ? throw new ArgumentException($"Metadata key '{key}' has a character outside a-z 0-9 - _ .", nameof(key))
            : lower;
    }

    internal static bool IsBinary(string key) => key.EndsWith(Metadata.BinaryHeaderSuffix, StringComparison.Ordinal);
}
