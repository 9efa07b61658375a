using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Logistics.EventStore;

/// <summary>
/// Wraps the personal keys, so that a copy of the database alone reveals nobody. A file per database under <c>Hub:Keys</c>, made
/// at first use, readable by its owner only. Losing it is erasing everybody.
/// </summary>
internal sealed class MasterKey(StoreConnection connection, EventStoreBuilder options, IServiceProvider services)
{
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
        var folder = options.KeyFolder ?? (services.GetService(typeof(IConfiguration)) as IConfiguration)?["Hub:Keys"];
        if (string.IsNullOrEmpty(folder)) throw new InvalidOperationException("Personal data needs a folder for its master key. Set Hub:Keys.");
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"personal-data-{new NpgsqlConnectionStringBuilder(connection.Pooled).Database}.key");
        if (!File.Exists(path)) Make(path);
        var read = File.ReadAllBytes(path);
        return read.Length == Seal.KeyLength ? read : throw new InvalidOperationException($"{path} is no key of {Seal.KeyLength} bytes.");
    }

    // Two processes may start at once: both write, one moves its file into place, both read that one.
    private static void Make(string path)
    {
        var own = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(own, options)) file.Write(RandomNumberGenerator.GetBytes(Seal.KeyLength));
        try
        {
            File.Move(own, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(own);
        }
    }
}
