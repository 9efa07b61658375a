using Npgsql;

namespace Logistics.EventStore;

/// <summary>
/// Makes the tables of projections that are new, once, before the service answers its first query. A projection whose version
/// was raised keeps its old tables until its rebuild is switched in.
/// </summary>
internal sealed class ProjectionSchemas(StoreConnection settings, IEnumerable<Projection> projections)
{
    internal async Task Ensure(CancellationToken ct)
    {
        await using var session = new NpgsqlConnection(settings.Session);
        await session.OpenAsync(ct);
        await using (var alone = new NpgsqlCommand($"select pg_advisory_lock({StoreSchema.MigrationLock})", session))
            await alone.ExecuteNonQueryAsync(ct);
        foreach (var projection in projections)
        {
            await using var transaction = await session.BeginTransactionAsync(ct);
            await using var register = new NpgsqlCommand("insert into log_followers (name, version) values ($1, $2) on conflict do nothing", session)
            {
                Parameters = { new() { Value = projection.Name }, new() { Value = projection.Version } },
            };
            if (await register.ExecuteNonQueryAsync(ct) == 1) await Create(projection, session, ct);
            await transaction.CommitAsync(ct);
        }
    }

    private static async Task Create(Projection projection, NpgsqlConnection session, CancellationToken ct)
    {
        await using (var create = new NpgsqlCommand(projection.Schema, session)) await create.ExecuteNonQueryAsync(ct);
        await using var progress = new NpgsqlCommand("insert into mt_event_progression (name, last_seq_id) values ($1, 0)", session)
        {
            Parameters = { new() { Value = Checkpoints.RowOf(projection.Name, projection.Version) } },
        };
        await progress.ExecuteNonQueryAsync(ct);
    }
}
