using Logistics.EventStore;
using Logistics.Hosting.Identity;
using Npgsql;

namespace Logistics.Tags;

/// <summary>
/// Runs a question as the caller: in a transaction under the role that row-level security holds for. What the query forgets to
/// filter the database does not show.
/// </summary>
internal static class Sight
{
    private const string Hub = "hub";

    /// <summary>DDL that lets the query role of this database, whatever its name, ask tables.</summary>
    internal static string Grant(string tables) =>
        $"""
        do $$ begin execute format('grant select on {tables} to %I',
          (select pg_get_userbyid(datdba) from pg_database where datname = current_database()) || '_query'); end $$;
        """;

    /// <summary>Operates the hub: these roles are given to its own organisation only.</summary>
    internal static bool OfAll(Caller caller)
        => caller.Kind == CallerKind.Service || caller.Is(Roles.Service) || caller.Is(Roles.Dispatcher) || caller.Is(Roles.Admin) || caller.Is(Hub);

    internal static async Task<List<T>> Ask<T>(
        this NpgsqlDataSource database, Caller caller, string sql, IEnumerable<NpgsqlParameter> parameters, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new($"select {QueryRole.Become}"),
                new("set local statement_timeout = '5s'"),
                new("select set_config('hub.organisation', $1, true), set_config('hub.everything', $2, true)")
                {
                    Parameters = { new() { Value = caller.Organisation }, new() { Value = OfAll(caller) ? "on" : "off" } },
                },
            },
        };
        var question = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters) question.Parameters.Add(parameter);
        batch.BatchCommands.Add(question);

        var answer = new List<T>();
        await using (var rows = await batch.ExecuteReaderAsync(ct))
        {
            // Role and settings answer a row each; commands without rows are skipped by the reader.
            await rows.NextResultAsync(ct);
            await rows.NextResultAsync(ct);
            while (await rows.ReadAsync(ct)) answer.Add(read(rows));
        }

        await transaction.CommitAsync(ct);
        return answer;
    }
}
