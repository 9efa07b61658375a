using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Logistics.EventStore;

/// <summary>This database's keys: files under <c>Hub:Keys</c>, made at first use, readable by their owner only.</summary>
internal sealed class KeyFolder(StoreConnection connection, EventStoreBuilder options, IServiceProvider services)
{
    internal string Database { get; } = new NpgsqlConnectionStringBuilder(connection.Pooled).Database ?? "";

    /// <summary>Null where none is set.</summary>
    internal string? Folder => NullIfEmpty(options.KeyFolder ?? Configured("Hub:Keys"));

    /// <summary>Where signed heads go: <c>Hub:Heads</c>, else <c>heads</c> beside the folder of the keys. Null where neither is set.</summary>
    internal string? HeadFolder
        => NullIfEmpty(options.HeadFolder ?? Configured("Hub:Heads")) ?? (Folder is { } keys ? Path.Combine(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(keys)))!, "heads") : null);

    internal string PathOf(string purpose) => Path.Combine(
        Folder ?? throw new InvalidOperationException($"The key '{purpose}' needs a folder. Set Hub:Keys."), $"{purpose}-{Database}.key");

    internal byte[] ReadOrMake(string purpose, Func<byte[]> make)
    {
        var path = PathOf(purpose);
        Directory.CreateDirectory(Folder!);
        if (!File.Exists(path)) Make(path, make());
        return File.ReadAllBytes(path);
    }

    // Two processes may start at once: both write, one moves its file into place, both read that one.
    private static void Make(string path, byte[] key)
    {
        var own = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(own, options)) file.Write(key);
        try
        {
            File.Move(own, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(own);
        }
    }

    private string? Configured(string key) => (services.GetService(typeof(IConfiguration)) as IConfiguration)?[key];

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
