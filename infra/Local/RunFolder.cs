namespace Logistics.Local;

/// <summary>
/// One hub's folder: data, logs, ports, secrets and keys. Everything that the launcher writes lies in it, so that
/// deleting it (`make clean`) leaves nothing behind.
/// </summary>
public sealed class RunFolder
{
    public RunFolder(string path, Action<string>? say = null)
    {
        Path = System.IO.Path.GetFullPath(path);
        Say = say ?? (_ => { });
        Directory.CreateDirectory(Path);
        Logs = Private("logs");
        Keys = Private("keys");
        Secrets = new(Private("secrets"));
        Ports = new(In("ports.json"));
    }

    public string Path { get; }
    public string Logs { get; }
    public string Keys { get; }
    public Secrets Secrets { get; }
    public Ports Ports { get; }

    /// <summary>Tells the operator what happens, one line at a time.</summary>
    public Action<string> Say { get; }

    public string In(string name) => System.IO.Path.Combine(Path, name);

    public LogFile Log(string name) => new(System.IO.Path.Combine(Logs, $"{name}.log"));

    /// <summary>Deletes a hub's folder with everything in it; nothing of it may be running.</summary>
    public static void Delete(string path)
    {
        var postgres = new DirectoryInfo(System.IO.Path.Combine(path, "postgres"));
        if (postgres.Exists && postgres.ResolveLinkTarget(true) is { Exists: true } elsewhere)
        {
            Directory.Delete(elsewhere.FullName, recursive: true);
        }

        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    private string Private(string name)
    {
        const UnixFileMode ownerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        return Directory.CreateDirectory(In(name), ownerOnly).FullName;
    }
}
