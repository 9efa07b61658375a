using System.Text;

namespace Logistics.Routing.Network.Files;

/// <summary>A file that cannot be used, and the line that is wrong; 1 is the header.</summary>
internal sealed class FileProblem(string file, int line, string what) : Exception($"{file}, line {line}: {what}")
{
    internal string File => file;

    internal int Line => line;

    internal string What => what;
}

/// <summary>Comma-separated values with a header (RFC 4180; a byte order mark is passed over), read once from the front.</summary>
internal sealed class CsvTable
{
    private readonly Dictionary<string, int> columns = [];
    private readonly TextReader text;
    private readonly StringBuilder field = new();
    private string[] values = [];
    private int lineEnd;

    internal CsvTable(string file, TextReader text)
    {
        (File, this.text) = (file, text);
        if (!Read()) throw new FileProblem(file, 1, "the file is empty; it begins with a line of column names.");
        for (var i = 0; i < values.Length; i++)
        {
            if (!columns.TryAdd(values[i].Trim(), i)) throw Wrong($"column {values[i].Trim()} is named twice.");
        }
    }

    internal string File { get; }

    /// <summary>Where the row begins.</summary>
    internal int Line { get; private set; }

    internal bool Has(string column) => columns.ContainsKey(column);

    /// <summary>False at the end. Empty lines are passed over.</summary>
    internal bool Next()
    {
        while (Read())
        {
            if (values is [""]) continue;
            return values.Length == columns.Count
                ? true
                : throw Wrong($"has {values.Length} values, the header names {columns.Count} columns.");
        }

        return false;
    }

    /// <summary>Empty where the file has no such column.</summary>
    internal string Optional(string column) => columns.TryGetValue(column, out var index) ? values[index].Trim() : "";

    internal string Text(string column) => columns.TryGetValue(column, out var index)
        ? values[index].Trim() is { Length: > 0 } value ? value : throw Wrong($"{column} is empty.")
        : throw new FileProblem(File, 1, $"column {column} is missing.");

    internal FileProblem Wrong(string what) => new(File, Line, what);

    private bool Read()
    {
        if (text.ReadLine() is not { } line) return false;
        Line = ++lineEnd;
        if (Line == 1 && line.StartsWith('\uFEFF')) line = line[1..];
        values = line.Contains('"', StringComparison.Ordinal) ? Quoted(line) : line.Split(',');
        return true;
    }

    private string[] Quoted(string line)
    {
        var fields = new List<string>(columns.Count);
        var quoted = false;
        for (var i = 0; ; i++)
        {
            if (i == line.Length)
            {
                if (!quoted) break;
                line = text.ReadLine() ?? throw Wrong("a quotation mark is not closed.");
                lineEnd++;
                field.Append('\n');
                i = -1;
            }
            else if (line[i] == '"')
            {
                if (quoted && i + 1 < line.Length && line[i + 1] == '"') field.Append(line[i++]);
                else quoted = !quoted;
            }
            else if (line[i] == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(line[i]);
            }
        }

        fields.Add(field.ToString());
        field.Clear();
        return [.. fields];
    }
}
