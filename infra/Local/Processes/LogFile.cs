namespace Logistics.Local;

/// <summary>A program's output in a file that is rotated at 8 MB; three old ones are kept, so it is bounded.</summary>
public sealed class LogFile : IDisposable
{
    private const long Limit = 8 << 20;
    private const int Kept = 3;
    private const int TailLines = 20;
    private readonly Lock gate = new();
    private readonly Queue<string> tail = new();
    private StreamWriter writer;

    public LogFile(string path)
    {
        Path = path;
        writer = Open();
    }

    public string Path { get; }

    /// <summary>The last lines, for an error message.</summary>
    public string Tail
    {
        get
        {
            lock (gate)
            {
                return string.Join('\n', tail);
            }
        }
    }

    public void WriteLine(string line)
    {
        lock (gate)
        {
            if (writer.BaseStream.Position > Limit)
            {
                Rotate();
            }

            writer.WriteLine(line);
            tail.Enqueue(line);
            if (tail.Count > TailLines)
            {
                tail.Dequeue();
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            writer.Dispose();
            // Output of a grandchild may still come in; it has nowhere to go any more.
            writer = StreamWriter.Null;
        }
    }

    private void Rotate()
    {
        writer.Dispose();
        for (var i = Kept - 1; i >= 1; i--)
        {
            if (File.Exists($"{Path}.{i}"))
            {
                File.Move($"{Path}.{i}", $"{Path}.{i + 1}", overwrite: true);
            }
        }

        File.Move(Path, $"{Path}.1", overwrite: true);
        writer = Open();
    }

    private StreamWriter Open() => new(new FileStream(Path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
}
