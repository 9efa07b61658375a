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

    private const int ClaimLength = 12;
    private const string ClaimLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>The least a given secret may have: 32 characters of hex or more are at least 128 bits.</summary>
    internal const int LeastLength = 32;

    /// <summary>No secret of ours is longer; anything longer is no secret and is not hashed.</summary>
    internal const int MostLength = 200;

    internal static string New(string prefix) => prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>
    /// Short enough to be typed at a device, long enough not to be guessed while it is good: 60 random bits, in letters and digits
    /// that cannot be taken for one another.
    /// </summary>
    internal static string NewClaimCode()
    {
        var code = RandomNumberGenerator.GetString(ClaimLetters, ClaimLength);
        return $"{code[..4]}-{code[4..8]}-{code[8..]}";
    }

    /// <summary>As it was typed: small letters, without dashes, O for 0. Null where it can be no code.</summary>
    internal static string? ClaimCodeOf(string typed)
    {
        var code = new StringBuilder(ClaimLength);
        foreach (var letter in typed.Where(c => c is not ('-' or ' ')))
        {
            var read = char.ToUpperInvariant(letter) switch { 'O' => '0', 'I' or 'L' => '1', var other => other };
            if (code.Length == ClaimLength || !ClaimLetters.Contains(read, StringComparison.Ordinal)) return null;
            code.Append(read);
        }

        return code.Length == ClaimLength ? code.ToString() : null;
    }

    internal static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    internal static string HexHash(string secret) => Convert.ToHexStringLower(Hash(secret));

    internal static bool Matches(string secret, string hexHash)
        => CryptographicOperations.FixedTimeEquals(Hash(secret), Convert.FromHexString(hexHash));
}
