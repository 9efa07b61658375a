using Npgsql;

namespace Logistics.Shipments.Feeds;

/// <summary>
/// Runs queries as an organisation: in a transaction that takes on the role without rights of its own and names the
/// organisation, so that row-level security answers, whatever the query forgot to ask.
/// </summary>
internal sealed class PartyQueries(NpgsqlDataSource database)
{
    private const string BecomeParty =
        """
        select set_config('role', (select pg_get_userbyid(datdba) from pg_database where datname = current_database()) || '_query', true),
               set_config('hub.organisation', $1, true), set_config('statement_timeout', '5s', true)
        """;

    public async Task<T> Query<T>(
        string organisation, string sql, IReadOnlyList<NpgsqlParameter> parameters, Func<NpgsqlDataReader, CancellationToken, Task<T>> read,
        CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var become = new NpgsqlCommand(BecomeParty, connection, transaction) { Parameters = { Sql.Of(organisation) } })
            await become.ExecuteNonQueryAsync(ct);
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        await using var rows = await command.ExecuteReaderAsync(ct);
        return await read(rows, ct);
    }
}
