using System.Reflection;
using Npgsql;

namespace Logistics.Partners.Schema;

/// <summary>
/// Tables beside the event log: SQL files in order, each applied once, before anything of the process asks for them. The lock
/// lets several processes start at once.
/// </summary>
internal sealed class PartnersSchema(NpgsqlDataSource database) : IHostedLifecycleService
{
    private const long MigrationLock = 4207719823320114127;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await using var session = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await session.BeginTransactionAsync(cancellationToken);
        await Execute(session, $"select pg_advisory_xact_lock({MigrationLock})", cancellationToken);
        await Execute(
            session,
            "create table if not exists partners_migrations (name text primary key, applied_at timestamptz not null default now())",
            cancellationToken);
        foreach (var (name, sql) in Migrations())
            if (await Claim(session, name, cancellationToken)) await Execute(session, sql, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static IEnumerable<(string Name, string Sql)> Migrations()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order())
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name, reader.ReadToEnd());
        }
    }

    private static async Task<bool> Claim(NpgsqlConnection session, string name, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("insert into partners_migrations (name) values ($1) on conflict do nothing", session)
        {
            Parameters = { new() { Value = name } },
        };
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    private static async Task Execute(NpgsqlConnection session, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, session);
        await command.ExecuteNonQueryAsync(ct);
    }
}
