using Npgsql;

namespace Logistics.EventStore;

/// <summary>
/// A projection into JSON documents, one per id, in Marten's table <c>mt_doc_{type in lower case}</c>. A document may be folded
/// from one stream or from many.
/// </summary>
public abstract class DocumentProjection<TDoc> : Projection
    where TDoc : class
{
    private static readonly string Table = Documents.TableOf<TDoc>();

    /// <inheritdoc/>
    public override string Schema =>
        $"""
        create table {Table} (
          id varchar not null constraint pkey_{Table}_id primary key,
          data jsonb not null,
          mt_last_modified timestamptz default transaction_timestamp(),
          mt_dotnet_type varchar,
          mt_version bigint not null default 0
        );
        """;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Tables => [Table];

    /// <summary>The document that an event changes; null for none.</summary>
    protected abstract string? IdOf(StoredEvent e);

    /// <summary>The document after the event; null deletes it. <paramref name="doc"/> is null where there is none yet.</summary>
    protected abstract TDoc? Evolve(TDoc? doc, StoredEvent e);

    /// <summary>For a store of another kind, which folds documents itself.</summary>
    internal string? DocumentOf(StoredEvent e) => IdOf(e);

    /// <inheritdoc cref="DocumentOf"/>
    internal TDoc? Fold(TDoc? doc, StoredEvent e) => Evolve(doc, e);

    /// <summary>Not used: a page's documents are folded together.</summary>
    public sealed override void Apply(StoredEvent e, NpgsqlBatch batch)
        => throw new InvalidOperationException($"{Name} folds documents; it has no commands of a single event.");

    /// <inheritdoc/>
    protected internal override async Task Stage(IReadOnlyList<StoredEvent> page, NpgsqlConnection connection, NpgsqlBatch batch, CancellationToken ct)
    {
        var changes = page.Select(e => (Id: IdOf(e), Event: e)).Where(change => change.Id is not null).ToList();
        if (changes.Count == 0) return;
        var ids = changes.Select(change => change.Id!).Distinct().ToArray();
        var docs = await Stored(ids, connection, ct);
        var versions = new Dictionary<string, long>();
        foreach (var (id, e) in changes)
        {
            docs[id!] = Evolve(docs.GetValueOrDefault(id!), e);
            versions[id!] = e.Version;
        }

        // One command for all of them: a command each costs the server more than the row does.
        var kept = Array.FindAll(ids, id => docs[id] is not null);
        if (kept.Length > 0) batch.BatchCommands.Add(Upsert(kept, docs, versions));
        if (kept.Length < ids.Length) batch.BatchCommands.Add(Delete(Array.FindAll(ids, id => docs[id] is null)));
    }

    private static async Task<Dictionary<string, TDoc?>> Stored(string[] ids, NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select id, data from {Table} where id = any($1)", connection)
        {
            Parameters = { new NpgsqlParameter<string[]> { TypedValue = ids } },
        };
        var docs = new Dictionary<string, TDoc?>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) docs[rows.GetString(0)] = EventJson.Deserialize<TDoc>(rows.GetString(1));
        return docs;
    }

    private static NpgsqlBatchCommand Upsert(string[] ids, Dictionary<string, TDoc?> docs, Dictionary<string, long> versions) => new(
        $"""
        insert into {Table} (id, data, mt_version)
        select d.id, d.data::jsonb, d.version from unnest($1, $2, $3) as d (id, data, version)
        on conflict (id) do update set data = excluded.data, mt_version = excluded.mt_version, mt_last_modified = transaction_timestamp()
        """)
    {
        Parameters =
        {
            new NpgsqlParameter<string[]> { TypedValue = ids },
            new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(ids, id => EventJson.Serialize(docs[id])) },
            new NpgsqlParameter<long[]> { TypedValue = Array.ConvertAll(ids, id => versions[id]) },
        },
    };

    private static NpgsqlBatchCommand Delete(string[] ids) => new($"delete from {Table} where id = any($1)")
    {
        Parameters = { new NpgsqlParameter<string[]> { TypedValue = ids } },
    };
}
