using Npgsql;

namespace Logistics.EventStore;

/// <summary>A row that only the live projection or only the rebuilt one has.</summary>
/// <param name="Table">Its table.</param>
/// <param name="OnlyIn"><c>live</c> or <c>rebuilt</c>.</param>
/// <param name="Row">The row as JSON.</param>
public sealed record ProjectionDifference(string Table, string OnlyIn, string Row)
{
    /// <summary>Of what is live and what is in another schema, 50 rows of each at most.</summary>
    internal static async Task<IReadOnlyList<ProjectionDifference>> Between(
        string schema, string table, string? comparable, NpgsqlConnection connection, CancellationToken ct)
    {
        // When a row was written is no part of what it says.
        string Rows(string of) => $"select to_jsonb(t) - 'mt_last_modified' as r from {of}.{table} t where {comparable ?? "true"}";
        await using var command = new NpgsqlCommand(
            $"""
            (select 'live' as only_in, r::text from ({Rows("public")} except all {Rows(schema)}) l limit 50)
            union all
            (select 'rebuilt', r::text from ({Rows(schema)} except all {Rows("public")}) l limit 50)
            """,
            connection);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var differences = new List<ProjectionDifference>();
        while (await rows.ReadAsync(ct)) differences.Add(new(table, rows.GetString(0), rows.GetString(1)));
        return differences;
    }
}
