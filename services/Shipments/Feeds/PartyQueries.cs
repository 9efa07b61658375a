using Npgsql;

namespace Logistics.Shipments.Feeds;

/// <summary>
/// Runs queries as an organisation: in a transaction that takes on the role without rights of its own and names the
/// organisation, so that row-level security answers, whatever the query forgot to ask. One round trip: the statements of a batch
/// are one transaction, and the settings end with it.
/// </summary>
internal sealed class PartyQueries(NpgsqlDataSource database)
{
    private const string BecomeParty =
        """
        select set_config('role', (select pg_get_userbyid(datdba) from pg_database where datname = current_database()) || '_query', true),
               set_config('hub.organisation', $1, true), set_config('statement_timeout', '5s', true)
        """;

    public Task<T> Query<T>(
        string organisation, string sql, IReadOnlyList<NpgsqlParameter> parameters, Func<NpgsqlDataReader, CancellationToken, Task<T>> read,
        CancellationToken ct)
        => Query([organisation], sql, parameters, read, ct);

    /// <summary>Several organisations at once, for tables whose rows say whose they are.</summary>
    public async Task<T> Query<T>(
        IReadOnlyList<string> organisations, string sql, IReadOnlyList<NpgsqlParameter> parameters,
        Func<NpgsqlDataReader, CancellationToken, Task<T>> read, CancellationToken ct)
    {
        if (organisations.FirstOrDefault(o => o.Contains(' ', StringComparison.Ordinal)) is { } odd)
            throw new ArgumentException($"'{odd}' is no organisation: an id has no blanks.", nameof(organisations));
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Sql.Command(BecomeParty, Sql.Of(string.Join(' ', organisations))));
        batch.BatchCommands.Add(Sql.Command(sql, parameters));
        await batch.PrepareAsync(ct);
        await using var rows = await batch.ExecuteReaderAsync(ct);
        await rows.NextResultAsync(ct);
        return await read(rows, ct);
    }
}
