using System.Data;
using System.Text.RegularExpressions;
using Npgsql;

namespace Logistics.EventStore;

/// <summary>
/// A projection being built beside the live one: a schema, a connection whose unqualified names mean it, and the position it is
/// at. Lost with the process; the next attempt starts over.
/// </summary>
internal sealed partial class ScratchSchema : IAsyncDisposable
{
    private const int PageSize = 2_000;

    private readonly Projection projection;
    private readonly string schema;
    private readonly NpgsqlConnection connection;
    private readonly EventReader reader;
    private readonly SkippedEvents skipped;

    private ScratchSchema(Projection projection, string schema, NpgsqlConnection connection, EventReader reader, SkippedEvents skipped)
    {
        this.projection = projection;
        this.schema = schema;
        this.connection = connection;
        this.reader = reader;
        this.skipped = skipped;
    }

    internal long Position { get; private set; }

    internal long Applied { get; private set; }

    internal static async Task<ScratchSchema> Create(
        Projection projection, string purpose, StoreConnection settings, EventReader reader, SkippedEvents skipped, CancellationToken ct)
    {
        var schema = $"{purpose}_{NotOfNames().Replace(projection.Name, "_").ToLowerInvariant()}";
        var connection = new NpgsqlConnection(settings.In(schema));
        await connection.OpenAsync(ct);
        var scratch = new ScratchSchema(projection, schema, connection, reader, skipped);
        await scratch.Execute($"drop schema if exists {schema} cascade; create schema {schema}", ct);
        await scratch.Execute(projection.Schema, ct);
        return scratch;
    }

    /// <summary>Takes in the log up to its head as of now, or up to a position.</summary>
    internal async Task CatchUp(CancellationToken ct, long upTo = long.MaxValue, bool inTransaction = false)
    {
        var reached = Position;
        var skips = await skipped.Of(projection.Name, projection.Version, ct);
        Task<LogPage>? ahead = null;
        while (Position < upTo)
        {
            var page = await (ahead ?? Read(Position, upTo, ct));
            ahead = null;
            var events = page.Events.TakeWhile(e => e.Position <= upTo).ToList();
            if (events.Count > 0)
            {
                // The next page comes on another connection while this one is taken in.
                if (events.Count == PageSize && events[^1].Position < upTo) ahead = Read(events[^1].Position, upTo, ct);
                await Take([.. events.Where(e => !skips.Contains(e.Position))], inTransaction, ct);
                Position = events[^1].Position;
            }
            else if (page.Unreadable is { } unreadable && unreadable.Position <= upTo)
            {
                if (!skips.Contains(unreadable.Position)) throw new PoisonEventException(unreadable.Position, unreadable);
                Position = unreadable.Position;
            }
            else
            {
                break;
            }
        }

        if (Position > reached) await Execute(string.Concat(projection.Tables.Select(table => $"analyze {schema}.{table};")), ct);
    }

    private Task<LogPage> Read(long after, long upTo, CancellationToken ct) => reader.Log(after, (int)Math.Min(PageSize, upTo - after), ct);

    /// <summary>
    /// One transaction: the epoch moves, which waits for a page under way and locks the live leader out; the last events go in;
    /// the tables change places.
    /// </summary>
    internal async Task Switch(CancellationToken ct)
    {
        var before = (Position, Applied);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        try
        {
            await Execute("set local lock_timeout = '3s'", ct);
            await Register(ct);
            await CatchUp(ct, inTransaction: true);
            await Execute($"drop table if exists {string.Join(", ", projection.Tables.Select(table => $"public.{table}"))}", ct);
            foreach (var table in projection.Tables) await Execute($"alter table {schema}.{table} set schema public", ct);
            await MoveCheckpoint(ct);
            await transaction.CommitAsync(ct);
        }
        catch
        {
            (Position, Applied) = before;
            throw;
        }
    }

    /// <summary>
    /// Goes to exactly where the live projection is, and compares. One snapshot sees the live checkpoint and the tables that were
    /// committed with it, and the leader goes on meanwhile.
    /// </summary>
    internal async Task<IReadOnlyList<ProjectionDifference>> Compare(CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        await using var where = Command(
            """
            select coalesce(max(p.last_seq_id), 0) from log_followers f
            join mt_event_progression p on p.name = f.name || case when f.version = 1 then '' else ':V' || f.version end || ':All'
            where f.name = $1
            """,
            projection.Name);
        await CatchUp(ct, (long)(await where.ExecuteScalarAsync(ct))!, inTransaction: true);
        var differences = new List<ProjectionDifference>();
        foreach (var table in projection.Tables) differences.AddRange(await ProjectionDifference.Between(schema, table, projection.Comparable(table), connection, ct));
        return differences;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (connection.State == ConnectionState.Open)
                await Execute($"drop schema if exists {schema} cascade", CancellationToken.None);
        }
        catch (NpgsqlException)
        {
            // Dropped at the start of the next attempt.
        }

        await connection.DisposeAsync();
    }

    // A page that fails goes again event by event, to name the one it fails at; a transaction is lost with its first failure.
    private async Task Take(IReadOnlyList<StoredEvent> events, bool inTransaction, CancellationToken ct)
    {
        try
        {
            await using var batch = new NpgsqlBatch(connection);
            if (events.Count > 0) await projection.Stage(events, connection, batch, ct);
            if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync(ct);
            Applied += events.Count;
        }
        catch (Exception e) when (!ct.IsCancellationRequested && !Transient.Is(e))
        {
            if (events.Count == 1) throw new PoisonEventException(events[0].Position, e);
            if (inTransaction) throw;
            foreach (var one in events) await Take([one], inTransaction, ct);
        }
    }

    private async Task Register(CancellationToken ct)
    {
        await using var command = Command(
            """
            insert into log_followers (name, version) values ($1, $2)
            on conflict (name) do update set epoch = log_followers.epoch + 1, version = $2, updated_at = clock_timestamp()
            """,
            projection.Name,
            projection.Version);
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task MoveCheckpoint(CancellationToken ct)
    {
        var row = Checkpoints.RowOf(projection.Name, projection.Version);
        await using (var old = Command("delete from mt_event_progression where name <> $1 and (name = $2 || ':All' or name like $2 || ':V%:All')", row, projection.Name))
            await old.ExecuteNonQueryAsync(ct);
        await using var set = Command(
            """
            insert into mt_event_progression (name, last_seq_id) values ($1, $2)
            on conflict (name) do update set last_seq_id = excluded.last_seq_id, last_updated = clock_timestamp()
            """,
            row,
            Position);
        await set.ExecuteNonQueryAsync(ct);
    }

    private NpgsqlCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }

    private async Task Execute(string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    [GeneratedRegex("[^a-zA-Z0-9]")]
    private static partial Regex NotOfNames();
}
