using System.Text;

namespace Logistics.Tags.Tags.Lists;

/// <summary>A line of a list of tags: fields by column name; a defect where they are not as many as columns.</summary>
/// <param name="Number">As an editor counts, the header being 1.</param>
internal sealed record TagLine(int Number, IReadOnlyDictionary<string, string> Fields, string? Defect)
{
    internal string Field(string column) => Fields.GetValueOrDefault(column, "");
}

/// <summary>
/// A list of tags as CSV (RFC 4180) with a header: <c>tag_id,kind</c> and, where they go on units at once,
/// <c>handling_unit_id,attached_at</c>. Columns in any order.
/// </summary>
internal static class TagList
{
    internal const int MostLines = 10_000;

    private static readonly string[] Needed = ["tag_id", "kind"];
    private static readonly string[] Known = [.. Needed, "handling_unit_id", "attached_at"];

    /// <summary>The lines, or why it is no such list.</summary>
    internal static (IReadOnlyList<TagLine>? Lines, string? Defect) Parse(string text)
    {
        var rows = text.TrimStart('\ufeff').ReplaceLineEndings("\n").Split('\n');
        if (Fields(rows[0]) is not { } header || !Needed.All(header.Contains) || !header.All(Known.Contains) || header.Distinct().Count() != header.Count)
            return (null, "The first line names the columns: tag_id, kind and, if wanted, handling_unit_id and attached_at.");
        var lines = new List<TagLine>();
        for (var i = 1; i < rows.Length; i++)
        {
            if (rows[i].Length > 0) lines.Add(Line(i + 1, header, Fields(rows[i])));
        }

        return (lines, null);
    }

    private static TagLine Line(int number, List<string> header, List<string>? fields) => fields?.Count == header.Count
        ? new(number, header.Zip(fields).ToDictionary(f => f.First, f => f.Second.Trim()), null)
        : new(number, new Dictionary<string, string>(), "line-malformed");

    /// <summary>Null where a quote is left open or stands where none may. No field of ours spans lines.</summary>
    private static List<string>? Fields(string row)
    {
        var (fields, field, quoted, closed) = (new List<string>(), new StringBuilder(), false, false);
        for (var i = 0; i < row.Length; i++)
        {
            switch (row[i])
            {
                case '"' when quoted && i + 1 < row.Length && row[i + 1] == '"':
                    field.Append('"');
                    i++;
                    break;
                case '"' when quoted:
                    (quoted, closed) = (false, true);
                    break;
                case '"' when field.Length == 0 && !closed:
                    quoted = true;
                    break;
                case ',' when !quoted:
                    fields.Add(field.ToString());
                    field.Clear();
                    closed = false;
                    break;
                case '"':
                case var _ when closed:
                    return null;
                case var c:
                    field.Append(c);
                    break;
            }
        }

        fields.Add(field.ToString());
        return quoted ? null : fields;
    }
}
