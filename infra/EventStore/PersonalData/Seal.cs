using System.Security.Cryptography;

namespace Logistics.EventStore;

/// <summary>AES-256-GCM as nonce, tag, cipher text.</summary>
internal static class Seal
{
    internal const int KeyLength = 32;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    internal static byte[] Close(byte[] key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> authenticated)
    {
        var sealedBytes = new byte[NonceLength + TagLength + plain.Length];
        var nonce = sealedBytes.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(nonce, plain, sealedBytes.AsSpan(NonceLength + TagLength), sealedBytes.AsSpan(NonceLength, TagLength), authenticated);
        return sealedBytes;
    }

    /// <exception cref="CryptographicException">Another key, other bytes, or another owner.</exception>
    internal static byte[] Open(byte[] key, ReadOnlySpan<byte> sealedBytes, ReadOnlySpan<byte> authenticated)
    {
        if (sealedBytes.Length < NonceLength + TagLength) throw new CryptographicException("Too short to be sealed.");
        var plain = new byte[sealedBytes.Length - NonceLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(
            sealedBytes[..NonceLength], sealedBytes[(NonceLength + TagLength)..], sealedBytes.Slice(NonceLength, TagLength), plain, authenticated);
        return plain;
    }
}
