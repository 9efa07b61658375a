using Npgsql;

namespace Logistics.Tags.Watching;

/// <summary>
/// How far shards have come in the journal, per writer. Up to <c>Saved</c> all is in the saved state: there a new owner begins. Up to
/// <c>Known</c> it has been told, and states that were saved since know of it: so a new owner may meet reads again that a tag's state
/// has taken up already, which changes nothing, and looks at history no less far than its predecessor.
/// </summary>
internal sealed class JournalPositions
{
    /// <summary>The event log's place among the writers.</summary>
    internal const int Log = 0;

    private readonly Dictionary<int, At> _writers = [];

    internal long LogPosition => Read(Log);

    internal long Read(int writer) => _writers.GetValueOrDefault(writer).Read;

    internal long Known(int writer) => _writers.GetValueOrDefault(writer).Known;

    internal void Move(int writer, long to)
    {
        var at = _writers.GetValueOrDefault(writer);
        _writers[writer] = at with { Read = to, Known = Math.Max(at.Known, to) };
    }

    /// <summary>Something was told, or only met, that no commit has said yet.</summary>
    internal bool AreUntold => _writers.Values.Any(at => at.IsUntold || at.Saved != at.Read);

    /// <summary>Where they stand now.</summary>
    internal JournalMark Mark() => new(_writers.ToDictionary(w => w.Key, w => w.Value.Read));

    /// <summary>Where they stand now in the event log, and there alone.</summary>
    internal JournalMark MarkOfLog() => new(new Dictionary<int, long> { [Log] = LogPosition });

    internal static async Task<JournalPositions> Load(NpgsqlDataSource database, short shard, CancellationToken ct)
    {
        var positions = new JournalPositions();
        await using var all = database.CreateCommand("select writer, position, greatest(position, seen) from journal_positions where reader = $1");
        all.Parameters.Add(new() { Value = Shards.Reader(shard) });
        await using var rows = await all.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) positions._writers[rows.GetInt32(0)] = new(rows.GetInt64(1), rows.GetInt64(1), rows.GetInt64(2));
        return positions;
    }

    internal bool SameAs(JournalPositions other)
        => _writers.Keys.Union(other._writers.Keys).All(w => Read(w) == other.Read(w) && Known(w) == other.Known(w));

    /// <summary>How far was told.</summary>
    /// <param name="mark">Also where to begin again.</param>
    internal void Save(NpgsqlBatch batch, IReadOnlyCollection<short> shards, JournalMark mark)
    {
        var rows = _writers.Select(w => (Writer: w.Key, At: w.Value, Saved: mark.Of(w.Key, atLeast: w.Value.Saved)))
            .Where(w => w.At.IsUntold || w.Saved != w.At.Saved)
            .SelectMany(w => shards.Select(s => (Reader: Shards.Reader(s), w.Writer, w.At, w.Saved))).ToArray();
        if (rows.Length == 0) return;
        batch.Add(
            """
            insert into journal_positions (reader, writer, position, seen) select * from unnest($1::text[], $2::int[], $3::bigint[], $4::bigint[])
            on conflict (reader, writer) do update set position = excluded.position, seen = excluded.seen
            """,
            Array.ConvertAll(rows, r => r.Reader), Array.ConvertAll(rows, r => r.Writer),
            Array.ConvertAll(rows, r => r.Saved), Array.ConvertAll(rows, r => r.At.Known));
    }

    /// <summary>After the commit.</summary>
    internal void Saved(JournalMark mark)
    {
        foreach (var (writer, at) in _writers.ToArray()) _writers[writer] = at with { Saved = mark.Of(writer, atLeast: at.Saved), Told = at.Known };
    }

    private readonly record struct At(long Read, long Saved, long Known)
    {
        internal long Told { get; init; } = Known;

        internal bool IsUntold => Told != Known;
    }
}

/// <summary>Positions, by writer, where a new owner of the shards may begin.</summary>
internal sealed record JournalMark(IReadOnlyDictionary<int, long> Positions)
{
    internal static readonly JournalMark None = new(new Dictionary<int, long>());

    /// <summary>Never goes back: the log is often ahead of a round.</summary>
    internal long Of(int writer, long atLeast) => Positions.TryGetValue(writer, out var position) ? Math.Max(position, atLeast) : atLeast;

    internal JournalMark And(JournalMark other)
        => new(Positions.Keys.Union(other.Positions.Keys).ToDictionary(w => w, w => Of(w, other.Of(w, 0))));
}
