using System.Security.Cryptography;

namespace Logistics.EventStore;

/// <summary>
/// Wraps the personal keys, so that a copy of the database alone reveals nobody. A file per database under <c>Hub:Keys</c>.
/// Losing it is erasing everybody.
/// </summary>
internal sealed class MasterKey(KeyFolder keys)
{
    private const string Purpose = "personal-data";

    private readonly Lock gate = new();
    private byte[]? key;

    internal byte[] Wrap(Guid keyId, byte[] personalKey) => Seal.Close(Key(), personalKey, keyId.ToByteArray());

    internal byte[] Unwrap(Guid keyId, byte[] wrapped) => Seal.Open(Key(), wrapped, keyId.ToByteArray());

    private byte[] Key()
    {
        lock (gate)
        {
            return key ??= Load();
        }
    }

    private byte[] Load()
    {
        var read = keys.ReadOrMake(Purpose, () => RandomNumberGenerator.GetBytes(Seal.KeyLength));
        return read.Length == Seal.KeyLength
            ? read
            : throw new InvalidOperationException($"{keys.PathOf(Purpose)} is no key of {Seal.KeyLength} bytes.");
    }
}
