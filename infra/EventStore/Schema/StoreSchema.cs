using System.Reflection;
using Npgsql;

namespace Logistics.EventStore;

/// <summary>
/// The store's own migrations: SQL files in order, each applied once, forward only, under one advisory lock, so that several
/// processes may start at once. A changed function gets a new name (_v2): old code runs beside new code during a roll-out.
/// </summary>
internal sealed class StoreSchema(StoreConnection connection)
{
    internal const long MigrationLock = 7305808869231650146;

    internal async Task Apply(CancellationToken ct)
    {
        await using var session = new NpgsqlConnection(connection.Session);
        await session.OpenAsync(ct);
        await Execute(session, $"select pg_advisory_lock({MigrationLock})", ct);
        await Execute(
            session,
            "create table if not exists log_migrations (name text primary key, applied_at timestamptz not null default clock_timestamp())",
            ct);
        var applied = await Applied(session, ct);
        foreach (var (name, sql) in Migrations().Where(migration => !applied.Contains(migration.Name)))
        {
            await using var transaction = await session.BeginTransactionAsync(ct);
            await Execute(session, sql, ct);
            await using var record = new NpgsqlCommand("insert into log_migrations (name) values ($1)", session)
            {
                Parameters = { new() { Value = name } },
            };
            await record.ExecuteNonQueryAsync(ct);
            await transaction.CommitAsync(ct);
        }
    }

    internal static IEnumerable<(string Name, string Sql)> Migrations()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order())
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name, reader.ReadToEnd());
        }
    }

    private static async Task<HashSet<string>> Applied(NpgsqlConnection session, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select name from log_migrations", session);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var names = new HashSet<string>();
        while (await reader.ReadAsync(ct)) names.Add(reader.GetString(0));
        return names;
    }

    private static async Task Execute(NpgsqlConnection session, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, session);
        await command.ExecuteNonQueryAsync(ct);
    }
}
