using NodaTime;
using Npgsql;

namespace Logistics.Tags.Watching;

/// <summary>
/// Follows the journal with one position per writer. A writer's rows become visible in the order of its positions, so what lies
/// beyond a position is all that is new of it.
/// </summary>
internal sealed class JournalReader(NpgsqlDataSource database, string name)
{
    /// <summary>The event log's place among the writers.</summary>
    internal const int Log = 0;

    private const int PageSize = 20_000;

    private Dictionary<int, long> _positions = [];

    internal long LogPosition => _positions.GetValueOrDefault(Log);

    internal async Task Load(CancellationToken ct)
    {
        var positions = new Dictionary<int, long>();
        await using var all = database.CreateCommand("select writer, position from journal_positions where reader = $1");
        all.Parameters.Add(new() { Value = name });
        await using var rows = await all.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) positions[rows.GetInt32(0)] = rows.GetInt64(1);
        _positions = positions;
    }

    /// <summary>
    /// The next reads of every writer that has any, as far as anybody registered their tags: portals see other people's tags all day,
    /// and of those only the minutes count in which they tell that a gateway was reading.
    /// </summary>
    internal async Task<JournalPage> Next(CancellationToken ct)
    {
        var page = new JournalPage([], [], []);
        foreach (var (writer, head) in await Heads(ct))
        {
            var from = _positions.GetValueOrDefault(writer);
            var to = Math.Min(head, from + PageSize);
            await using var connection = await database.OpenConnectionAsync(ct);
            await using var look = new NpgsqlBatch(connection);
            look.Add(
                """
                select gateway, floor(extract(epoch from least(event_time, record_time)) / 60)::bigint as minute
                from reads where writer = $1 and position > $2 and position <= $3 group by gateway, minute order by gateway, minute
                """,
                writer, from, to);
            look.Add(
                $"""
                select {JournaledRead.Columns} from reads r
                where writer = $1 and position > $2 and position <= $3 and exists (select from presence p where p.tag = r.tag) order by position
                """,
                writer, from, to);
            await using var rows = await look.ExecuteReaderAsync(ct);
            while (await rows.ReadAsync(ct)) page.Minutes.Add((rows.GetString(0), rows.GetInt64(1)));
            await rows.NextResultAsync(ct);
            while (await rows.ReadAsync(ct)) page.Reads.Add(JournaledRead.Of(rows));
            page.Positions[writer] = to;
        }

        return page;
    }

    /// <summary>A tag's reads from an event time on, by event time, no further than the given positions.</summary>
    /// <remarks>Blocks: it is called from within a pure fold, and only where a late read changes history.</remarks>
    internal IEnumerable<JournaledRead> History(string tag, Instant from, IReadOnlyDictionary<int, long> upTo)
    {
        using var connection = database.OpenConnection();
        using var all = new NpgsqlCommand(
            $"select {JournaledRead.Columns} from reads where tag = $1 and event_time >= $2 order by event_time", connection);
        all.Parameters.Add(new() { Value = tag });
        all.Parameters.Add(new() { Value = from.ToDateTimeUtc() });
        using var rows = all.ExecuteReader();
        while (rows.Read())
        {
            var read = JournaledRead.Of(rows);
            if (read.At >= from && read.Position <= upTo.GetValueOrDefault(read.Writer, _positions.GetValueOrDefault(read.Writer))) yield return read;
        }
    }

    /// <summary>Moves the reader within the transaction of what it read; fails where another process moved it.</summary>
    internal async Task Move(NpgsqlConnection connection, IReadOnlyDictionary<int, long> to, CancellationToken ct)
    {
        foreach (var (writer, position) in to)
        {
            await using var move = new NpgsqlCommand(
                """
                insert into journal_positions as p values ($1, $2, $4)
                on conflict (reader, writer) do update set position = excluded.position where p.position = $3
                """,
                connection)
            {
                Parameters = { new() { Value = name }, new() { Value = writer }, new() { Value = _positions.GetValueOrDefault(writer) }, new() { Value = position } },
            };
            if (await move.ExecuteNonQueryAsync(ct) != 1) throw new InvalidOperationException($"Reader {name} was moved by another process.");
        }
    }

    /// <summary>After the commit.</summary>
    internal void Moved(IReadOnlyDictionary<int, long> to)
    {
        foreach (var (writer, position) in to) _positions[writer] = position;
    }

    private async Task<List<(int Writer, long Head)>> Heads(CancellationToken ct)
    {
        await using var all = database.CreateCommand(
            """
            select w.id, w.position from journal_writers w
            left join journal_positions p on p.reader = $1 and p.writer = w.id where w.position > coalesce(p.position, 0) order by w.id
            """);
        all.Parameters.Add(new() { Value = name });
        await using var rows = await all.ExecuteReaderAsync(ct);
        var heads = new List<(int, long)>();
        while (await rows.ReadAsync(ct)) heads.Add((rows.GetInt32(0), rows.GetInt64(1)));
        return heads;
    }
}

/// <param name="Reads">Of registered tags.</param>
/// <param name="Minutes">In which gateways read anything, ascending for each.</param>
/// <param name="Positions">Where the reader is afterwards, by writer.</param>
internal sealed record JournalPage(List<JournaledRead> Reads, List<(string Gateway, long Minute)> Minutes, Dictionary<int, long> Positions);
