using Google.Protobuf;
using Logistics.EventStore;
using Logistics.Shipments.Streams;
using Npgsql;

namespace Logistics.Shipments.Feeds;

/// <param name="Before">As stored; null for one that is new.</param>
internal sealed record Touched<TDoc>(TDoc? Before, TDoc After)
    where TDoc : class;

/// <summary>
/// Folds documents and keeps, in one commit, the list of them, every change, and for each party the positions of the changes
/// that concern it. One projection, because a watcher must never see a change whose document is not there yet.
/// Row-level security lets an organisation see what it is a party to. Becoming a party is a change of its own kind and brings the
/// whole document; a party that leaves gets one last, empty change.
/// </summary>
internal abstract class FeedProjection<TDoc, TWire>(FeedSchema schema, IReadOnlyList<Column<TDoc>> columns) : Projection
    where TDoc : class
    where TWire : class, IMessage<TWire>
{
    /// <summary>
    /// As of the change at a position: a document that is stored at that position is this one, whoever wrote it. Reading and
    /// parsing them anew for each page was most of what a page costs.
    /// </summary>
    private readonly Recent<Kept> recent = new(1_000);

    public override string Schema => schema.Ddl;

    public override IReadOnlyList<string> Tables => schema.Tables;

    public FeedSchema Feed => schema;

    /// <summary>What <see cref="FeedRetention"/> has dropped is nobody's difference.</summary>
    public override string? Comparable(string table) => table == schema.Change || table == schema.Feed
        ? $"position > coalesce((select max(position) from public.{schema.Horizon}), 0)"
        : table == schema.Horizon ? "false" : null;

    public sealed override void Apply(StoredEvent e, NpgsqlBatch batch)
        => throw new InvalidOperationException($"{Name} folds documents; it has no commands of a single event.");

    /// <summary>The document that an event changes; null for none.</summary>
    protected abstract string? IdOf(StoredEvent e);

    /// <summary>The document after the event; the same one, or null where there is none, for no change.</summary>
    protected abstract TDoc? Evolve(TDoc? doc, StoredEvent e);

    protected abstract IReadOnlyList<string> PartiesOf(TDoc doc);

    /// <summary>Lists are in its order, the highest first; unique.</summary>
    protected abstract long OrdinalOf(TDoc doc);

    /// <summary>As it is told, the same to each of its parties: stored, so that a watcher who was away long costs little.</summary>
    protected abstract TWire ToWire(TDoc doc);

    /// <summary>For further tables beside the list.</summary>
    protected virtual void Index(IReadOnlyList<Touched<TDoc>> docs, NpgsqlBatch batch)
    {
    }

    protected override async Task Stage(IReadOnlyList<StoredEvent> page, NpgsqlConnection connection, NpgsqlBatch batch, CancellationToken ct)
    {
        var changes = page.Select(e => (Id: IdOf(e), Event: e)).Where(c => c.Id is not null).ToList();
        if (changes.Count == 0) return;
        var stored = await Stored([.. changes.Select(c => c.Id!).Distinct()], connection, ct);
        var docs = new Dictionary<string, TDoc>(stored);
        var touched = new Dictionary<string, (long Position, TWire Wire)>();
        var writes = new FeedWrites<TDoc>(schema, columns);
        foreach (var (id, e) in changes)
        {
            var before = docs.GetValueOrDefault(id!);
            if (Evolve(before, e) is not { } after || ReferenceEquals(after, before)) continue;
            docs[id!] = after;
            var wire = ToWire(after);
            touched[id!] = (e.Position, wire);
            writes.Changed(e.Position, id!, before is null ? [] : PartiesOf(before), PartiesOf(after), wire);
        }

        foreach (var (id, (position, wire)) in touched)
        {
            Put(id, position, wire, stored.GetValueOrDefault(id), docs[id], writes);
            recent.Put(id, new(position, docs[id]));
        }

        writes.AddTo(batch);
        Index([.. touched.Keys.Select(id => new Touched<TDoc>(stored.GetValueOrDefault(id), docs[id]))], batch);
    }

    private void Put(string id, long position, TWire wire, TDoc? before, TDoc after, FeedWrites<TDoc> writes)
    {
        var (ordinal, parties) = (OrdinalOf(after), PartiesOf(after));
        if (before is not null) writes.Gone(OrdinalOf(before), OrdinalOf(before) == ordinal ? PartiesOf(before).Except(parties) : PartiesOf(before));
        writes.Put(id, position, ordinal, parties, after, wire);
    }

    private async Task<Dictionary<string, TDoc>> Stored(string[] ids, NpgsqlConnection connection, CancellationToken ct)
    {
        // A position is of one document: one that is stored at a position we know of is the one we know.
        var known = ids.Select(id => (Id: id, Kept: recent.Find(id))).Where(k => k.Kept is not null).ToDictionary(k => k.Id, k => k.Kept!);
        await using var command = new NpgsqlCommand(
            $"select id, case when position = any($2) then null else document end from {schema.List} where id = any($1)", connection)
        {
            Parameters = { Sql.Of(ids), Sql.Of(known.Values.Select(k => k.Position).ToArray()) },
        };
        var docs = new Dictionary<string, TDoc>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            var id = rows.GetString(0);
            docs[id] = await rows.IsDBNullAsync(1, ct) ? known[id].Doc : EventJson.Deserialize<TDoc>(rows.GetString(1));
        }

        return docs;
    }

    private sealed record Kept(long Position, TDoc Doc);
}
