namespace Logistics.Local;

/// <summary>Keeps a second launcher out of a folder; the kernel lets go when this process ends, however it ends.</summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream stream;

    private FolderLock(FileStream stream) => this.stream = stream;

    public static FolderLock Take(string folder)
    {
        Directory.CreateDirectory(folder);
        var holder = Path.Combine(folder, "launcher.pid");
        try
        {
            var stream = new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(holder, $"{Environment.ProcessId}\n");
            return new(stream);
        }
        catch (IOException)
        {
            var pid = File.Exists(holder) ? File.ReadAllText(holder).Trim() : "unknown";
            throw new InvalidOperationException(
                $"A hub runs in {folder} already (process {pid}): stop it with Ctrl-C or `kill {pid}`, or set LOGISTICS_RUN to another folder.");
        }
    }

    public void Dispose() => stream.Dispose();
}
