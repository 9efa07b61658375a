using Logistics.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Logistics.Shipments.Feeds;

/// <summary>A column that a list is filtered by.</summary>
internal sealed record Column<TDoc>(string Name, string SqlType, Func<TDoc, NpgsqlParameter> Value);

/// <summary>
/// Folds documents and keeps, in one commit, the list of them, every change, and for each party the positions of the changes
/// that concern it. One projection, because a watcher must never see a change whose document is not there yet.
/// Row-level security lets an organisation see what it is a party to; a party that leaves gets one last, empty change.
/// </summary>
internal abstract class FeedProjection<TDoc>(FeedSchema schema, IReadOnlyList<Column<TDoc>> columns) : Projection
    where TDoc : class
{
    private readonly string upsert = schema.Upsert([.. columns.Select(c => c.Name)]);

    public override string Schema => schema.Ddl([.. columns.Select(c => $"{c.Name} {c.SqlType} not null")]);

    public override IReadOnlyList<string> Tables => schema.Tables;

    public FeedSchema Feed => schema;

    public sealed override void Apply(StoredEvent e, NpgsqlBatch batch)
        => throw new InvalidOperationException($"{Name} folds documents; it has no commands of a single event.");

    /// <summary>The document that an event changes; null for none.</summary>
    protected abstract string? IdOf(StoredEvent e);

    /// <summary>The document after the event; the same one, or null where there is none, for no change.</summary>
    protected abstract TDoc? Evolve(TDoc? doc, StoredEvent e);

    protected abstract IReadOnlyList<string> PartiesOf(TDoc doc);

    /// <summary>Lists are in its order, the highest first; unique.</summary>
    protected abstract long OrdinalOf(TDoc doc);

    /// <summary>For further tables beside the list.</summary>
    protected virtual void Index(string id, TDoc? before, TDoc after, NpgsqlBatch batch)
    {
    }

    protected override async Task Stage(IReadOnlyList<StoredEvent> page, NpgsqlConnection connection, NpgsqlBatch batch, CancellationToken ct)
    {
        var changes = page.Select(e => (Id: IdOf(e), Event: e)).Where(c => c.Id is not null).ToList();
        if (changes.Count == 0) return;
        var stored = await Stored([.. changes.Select(c => c.Id!).Distinct()], connection, ct);
        var docs = new Dictionary<string, TDoc>(stored);
        var touched = new Dictionary<string, long>();
        foreach (var (id, e) in changes)
        {
            var before = docs.GetValueOrDefault(id!);
            if (Evolve(before, e) is not { } after || ReferenceEquals(after, before)) continue;
            docs[id!] = after;
            touched[id!] = e.Position;
            Record(e.Position, id!, before is null ? [] : PartiesOf(before), after, batch);
        }

        foreach (var (id, position) in touched)
        {
            batch.BatchCommands.Add(Put(id, position, docs[id]));
            Index(id, stored.GetValueOrDefault(id), docs[id], batch);
        }
    }

    private void Record(long position, string id, IReadOnlyList<string> partiesBefore, TDoc doc, NpgsqlBatch batch)
    {
        var parties = PartiesOf(doc).ToArray();
        string[] left = [.. partiesBefore.Except(parties)];
        batch.BatchCommands.Add(new(schema.InsertChange)
        {
            Parameters = { Sql.Of(position), Sql.Of(id), Sql.Of(parties), Sql.Json(doc) },
        });
        batch.BatchCommands.Add(new(schema.InsertFeed) { Parameters = { Sql.Of(parties), Sql.Of(left), Sql.Of(position), Sql.Of(id) } });
    }

    private NpgsqlBatchCommand Put(string id, long position, TDoc doc)
    {
        var command = new NpgsqlBatchCommand(upsert)
        {
            Parameters = { Sql.Of(id), Sql.Of(position), Sql.Of(OrdinalOf(doc)), Sql.Of(PartiesOf(doc).ToArray()), Sql.Json(doc) },
        };
        foreach (var column in columns) command.Parameters.Add(column.Value(doc));
        return command;
    }

    private async Task<Dictionary<string, TDoc>> Stored(string[] ids, NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select id, document from {schema.List} where id = any($1)", connection)
        {
            Parameters = { Sql.Of(ids) },
        };
        var docs = new Dictionary<string, TDoc>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) docs[rows.GetString(0)] = EventJson.Deserialize<TDoc>(rows.GetString(1));
        return docs;
    }
}

/// <summary>Typed parameters.</summary>
internal static class Sql
{
    public static NpgsqlParameter Of<T>(T value) => new NpgsqlParameter<T> { TypedValue = value };

    public static NpgsqlParameter Json<T>(T value) => new NpgsqlParameter<string>
    {
        TypedValue = EventJson.Serialize(value),
        NpgsqlDbType = NpgsqlDbType.Jsonb,
    };
}
