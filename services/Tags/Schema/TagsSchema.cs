using Npgsql;

namespace Logistics.Tags.Schema;

/// <summary>
/// The tables beside the event log: numbered scripts, applied in their order before anything else of this service starts. A
/// process that finds them all applied takes no lock but that of reading one row each: the others go on writing the journal while
/// it starts. Each script may be applied again (create … if not exists); it is when its text was changed.
/// </summary>
internal sealed class TagsSchema(NpgsqlDataSource database) : IHostedLifecycleService
{
    private const long Lock = 0x74616773_00000001;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var scripts = SchemaScript.All();
        if (await Applied(connection, cancellationToken) is { } applied && scripts.All(applied.Contains)) return;

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Run(connection, $"select pg_advisory_xact_lock({Lock})", cancellationToken);
        await Run(connection, "create table if not exists tags_schema (script text primary key, digest text not null, applied_at timestamptz not null default now())", cancellationToken);

        // Another process may have been the first.
        var known = await Applied(connection, cancellationToken);
        foreach (var script in scripts.Where(script => known?.Contains(script) != true)) await Apply(connection, script, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Null before the first.</summary>
    private static async Task<HashSet<SchemaScript>?> Applied(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var exists = new NpgsqlCommand("select to_regclass('tags_schema') is not null", connection);
        if (await exists.ExecuteScalarAsync(ct) is not true) return null;
        await using var find = new NpgsqlCommand("select script, digest from tags_schema", connection);
        await using var rows = await find.ExecuteReaderAsync(ct);
        var applied = new HashSet<SchemaScript>();
        while (await rows.ReadAsync(ct)) applied.Add(new(rows.GetString(0), rows.GetString(1)));
        return applied;
    }

    private static async Task Apply(NpgsqlConnection connection, SchemaScript script, CancellationToken ct)
    {
        await Run(connection, script.Sql(), ct);
        await using var note = new NpgsqlCommand(
            "insert into tags_schema (script, digest) values ($1, $2) on conflict (script) do update set digest = excluded.digest, applied_at = now()", connection)
        {
            Parameters = { new() { Value = script.Name }, new() { Value = script.Digest } },
        };
        await note.ExecuteNonQueryAsync(ct);
    }

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
