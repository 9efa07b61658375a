using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Logistics.Partners;

/// <summary>
/// Secrets of machines: 256 random bits, kept as SHA-256 and compared in constant time. A slow password hash would add nothing,
/// because nobody guesses 256 bits however fast they hash, and it would cost: every wrong secret from the internet would buy tens
/// of milliseconds of our processor, and a device's key could not be found by its hash. People's passwords are another matter and
/// go through Identity's PBKDF2.
/// </summary>
internal static class Secret
{
    internal const string AccessTokenPrefix = "at_";
    internal const string DeviceKeyPrefix = "dk_";
    internal const string ClientSecretPrefix = "cs_";

    /// <summary>The least a given secret may have: 32 characters of hex or more are at least 128 bits.</summary>
    internal const int LeastLength = 32;

    /// <summary>No secret of ours is longer; anything longer is no secret and is not hashed.</summary>
    internal const int MostLength = 200;

    internal static string New(string prefix) => prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    internal static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    internal static string HexHash(string secret) => Convert.ToHexStringLower(Hash(secret));

    internal static bool Matches(string secret, string hexHash)
        => CryptographicOperations.FixedTimeEquals(Hash(secret), Convert.FromHexString(hexHash));
}
