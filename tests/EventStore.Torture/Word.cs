using System.Globalization;
using System.Text;

namespace Logistics.EventStore.Torture;

/// <summary>What a writer was told about an operation: appended, with its last position (0: not known), or refused.</summary>
internal readonly record struct Told(long Number, bool Appended, long Position);

/// <summary>A writer's word: a line an operation in a file, handed to the system before the next one, so that it outlives SIGKILL.</summary>
internal sealed class Word : IDisposable
{
    private readonly FileStream file;

    internal Word(string folder, int writer)
    {
        var told = Read(folder, writer);
        Next = told.Count == 0 ? 1 : told[^1].Number + 1;
        file = new FileStream(PathOf(folder, writer), FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 1);
        file.Position = file.Length;
    }

    internal long Next { get; }

    internal void Give(Told told)
    {
        file.Write(Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"{told.Number} {(told.Appended ? 'A' : 'R')} {told.Position}\n")));
        file.Flush();
    }

    /// <summary>All whole lines.</summary>
    internal static IReadOnlyList<Told> Read(string folder, int writer)
    {
        var path = PathOf(folder, writer);
        if (!File.Exists(path)) return [];
        var lines = File.ReadAllText(path).Split('\n');
        return [.. lines[..^1].Select(line => line.Split(' ')).Select(parts => new Told(
            long.Parse(parts[0], CultureInfo.InvariantCulture), parts[1] == "A", long.Parse(parts[2], CultureInfo.InvariantCulture)))];
    }

    public void Dispose() => file.Dispose();

    private static string PathOf(string folder, int writer)
        => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"writer-{writer}.txt"));
}
