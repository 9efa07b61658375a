using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Logistics.EventStore;

internal sealed record ChainLink(
    long Position, Guid Id, string StreamId, long Version, string Type, byte[] Data, DateTime Timestamp, string? Hash)
{
    /// <summary>The form that the lane hashes, from what is stored.</summary>
    internal string Canonical()
    {
        var text = new StringBuilder("{\"data\":").Append(CanonicalJson.Of(Data));
        text.Append(",\"id\":\"").Append(Id.ToString("D")).Append("\",\"stream\":");
        CanonicalJson.WriteString(StreamId, text);
        text.Append(CultureInfo.InvariantCulture, $",\"timestamp\":\"{Timestamp.ToUniversalTime():yyyy-MM-dd'T'HH:mm:ss.ffffff}Z\",\"type\":");
        CanonicalJson.WriteString(Type, text);
        return text.Append(CultureInfo.InvariantCulture, $",\"version\":{Version}}}").ToString();
    }
}

/// <summary>Keeps each stream's last hash and version along the way.</summary>
internal sealed class ChainWalk(long chainedFrom)
{
    private readonly Dictionary<string, (long Version, byte[] Hash)> streams = [];

    internal bool Gapless { get; init; }

    internal SignedHeads? Heads { get; init; }

    internal long Events { get; private set; }

    internal long Position { get; private set; }

    internal long VersionOf(string streamId) => streams.GetValueOrDefault(streamId).Version;

    internal ChainFault? Step(ChainLink link)
    {
        Events++;
        var before = streams.TryGetValue(link.StreamId, out var known) ? known : (Version: 0, Hash: []);
        ChainFault Fault(string reason) => new(link.Position, link.StreamId, link.Version, reason);

        if (Gapless && link.Position != Position + 1 && link.Position > chainedFrom)
            return Fault($"positions {Position + 1} to {link.Position - 1} are missing");
        Position = link.Position;
        if (link.Version != before.Version + 1) return Fault($"the stream's version before it is {before.Version}");
        // What lies before the chain is not proven, but a stream that was chained once goes on from its last hash.
        byte[] hash = link.Hash is { } unproven && link.Position <= chainedFrom ? Convert.FromHexString(unproven) : [];
        if (link.Position > chainedFrom)
        {
            try
            {
                hash = SHA256.HashData([.. before.Hash, .. Encoding.UTF8.GetBytes(link.Canonical())]);
            }
            catch (ArgumentException e)
            {
                return Fault(e.Message);
            }

            if (link.Hash is null) return Fault("it has no hash");
            if (!string.Equals(link.Hash, Convert.ToHexStringLower(hash), StringComparison.Ordinal)) return Fault("its hash does not fit what is stored");
            if (Heads?.Step(link.Position, hash) is { } unsigned) return unsigned;
        }

        streams[link.StreamId] = (link.Version, hash);
        return null;
    }
}
