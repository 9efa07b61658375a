using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Logistics.EventStore;

/// <summary>What the log was at a time, signed: a line of JSON. The signature is ECDSA P-256 over the RFC 8785 form of the other members.</summary>
/// <param name="ChainedFrom">Position that the chain begins after.</param>
/// <param name="Database">The database's name.</param>
/// <param name="Key">First 16 hex digits of the SHA-256 of the public key.</param>
/// <param name="Position">The last event's.</param>
/// <param name="Root">See <see cref="ChainRoot"/>.</param>
/// <param name="Time">The server's clock when it was signed, ISO 8601 in UTC.</param>
internal sealed record SignedHead(long ChainedFrom, string Database, string Key, long Position, string Root, string Time)
{
    private static readonly JsonSerializerOptions Json = new(EventJson.Options)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectRequiredConstructorParameters = true,
    };

    public string? Signature { get; init; }

    internal string Line => CanonicalJson.Of(JsonSerializer.SerializeToUtf8Bytes(this, Json));

    private byte[] Unsigned => Encoding.UTF8.GetBytes((this with { Signature = null }).Line);

    /// <exception cref="JsonException">It is no such line.</exception>
    internal static SignedHead Parse(string line) => JsonSerializer.Deserialize<SignedHead>(line, Json) ?? throw new JsonException("null is no head.");

    internal SignedHead SignedBy(ECDsa key) => this with { Signature = Convert.ToBase64String(key.SignData(Unsigned, HashAlgorithmName.SHA256)) };

    internal bool IsSignedBy(ECDsa key)
    {
        var signature = new byte[96];
        return Signature is not null && Convert.TryFromBase64String(Signature, signature, out var length)
            && key.VerifyData(Unsigned, signature.AsSpan(0, length), HashAlgorithmName.SHA256);
    }
}
