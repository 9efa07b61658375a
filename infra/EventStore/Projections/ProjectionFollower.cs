using Npgsql;

namespace Logistics.EventStore;

/// <summary>
/// Commits a page's commands together with the checkpoint, in one round trip: a batch is one transaction, and the checkpoint's
/// compare-and-set comes first, so that a deposed leader writes nothing.
/// </summary>
internal sealed class ProjectionFollower(Projection projection, NpgsqlDataSource source, ProjectionRebuilder rebuilder, Checkpoints checkpoints) : IFollower
{
    public string Name => projection.Name;

    public int Version => projection.Version;

    public int PageSize => 500;

    public Task Prepare(CancellationToken ct) => rebuilder.RebuildIfOlder(projection, ct);

    public async Task<bool> Process(IReadOnlyList<StoredEvent> page, Checkpoint from, long to, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Checkpoints.Advance(from, to));
        if (page.Count > 0) await projection.Stage(page, connection, batch, ct);
        if (page.Count > 0 && batch.BatchCommands.Count == 1) return false;
        await batch.ExecuteNonQueryAsync(ct);
        return true;
    }

    public Task Advance(Checkpoint from, long to, CancellationToken ct) => checkpoints.Advance(from, to, ct);

    public bool IsFinal(Exception exception) => !Transient.Is(exception);
}
