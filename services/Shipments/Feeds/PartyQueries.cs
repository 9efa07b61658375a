using Logistics.EventStore;
using Logistics.Shipments.Deadlines;
using Logistics.Shipments.Grants;
using NodaTime;
using Npgsql;

namespace Logistics.Shipments.Feeds;

/// <summary>
/// Runs queries as an organisation, or as a grant (<see cref="GrantKey"/>): in a transaction that takes on the role without rights of
/// its own and names who asks, so that row-level security answers, whatever the query forgot to ask. One round trip: the
/// statements of a batch are one transaction, and the settings end with it. A grant that is revoked or whose time is over is not
/// named: whatever rows it still has are nobody's from that instant on.
/// </summary>
internal sealed class PartyQueries(NpgsqlDataSource database, IClock clock)
{
    private const string BecomeParty =
        $"select set_config('hub.organisation', $1, true), set_config('statement_timeout', '5s', true), {QueryRole.Become}";

    // In this order: the role that is taken on may not ask which grants are open.
    private const string BecomeOpen =
        $"""
        select set_config('hub.organisation', coalesce((
                 select string_agg(key, ' ') from unnest(string_to_array($1, ' ')) key
                 where not starts_with(key, '{GrantKey.Sign}') or exists (
                   select from {GrantSightProjection.Table} g where g.id = substr(key, 2) and g.until > $2 and not g.revoked)), ''), true),
               set_config('statement_timeout', '5s', true), {QueryRole.Become}
        """;

    public Task<T> Query<T>(
        string reader, string sql, IReadOnlyList<NpgsqlParameter> parameters, Func<NpgsqlDataReader, CancellationToken, Task<T>> read,
        CancellationToken ct)
        => Query([reader], sql, parameters, read, ct);

    /// <summary>Several at once, for tables whose rows say whose they are.</summary>
    public async Task<T> Query<T>(
        IReadOnlyList<string> readers, string sql, IReadOnlyList<NpgsqlParameter> parameters,
        Func<NpgsqlDataReader, CancellationToken, Task<T>> read, CancellationToken ct)
    {
        if (readers.FirstOrDefault(o => o.Contains(' ', StringComparison.Ordinal)) is { } odd)
            throw new ArgumentException($"'{odd}' is no organisation: an id has no blanks.", nameof(readers));
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Become(readers));
        batch.BatchCommands.Add(Sql.Command(sql, parameters));
        await batch.PrepareAsync(ct);
        await using var rows = await batch.ExecuteReaderAsync(ct);
        await rows.NextResultAsync(ct);
        return await read(rows, ct);
    }

    private NpgsqlBatchCommand Become(IReadOnlyList<string> readers)
    {
        var named = Sql.Of(string.Join(' ', readers));
        return readers.Any(GrantKey.Is)
            ? Sql.Command(BecomeOpen, named, Sql.Of(DeadlineProjection.Micros(clock.GetCurrentInstant())))
            : Sql.Command(BecomeParty, named);
    }
}
