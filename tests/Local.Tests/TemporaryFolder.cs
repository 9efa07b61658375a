using System.Collections.Concurrent;

namespace Logistics.Local.Tests;

/// <summary>A run folder that is gone after the test, and what was said about it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("logistics-test-").FullName;
    private readonly ConcurrentQueue<string> said = new();

    public TemporaryFolder() => Run = new(path, said.Enqueue);

    public RunFolder Run { get; }
    public IEnumerable<string> Said => said;

    public void Dispose() => RunFolder.Delete(path);
}
