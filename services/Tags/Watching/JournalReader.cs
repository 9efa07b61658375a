using Logistics.Tags.Journal;
using Logistics.Tags.Presence;
using NodaTime;
using Npgsql;

namespace Logistics.Tags.Watching;

/// <summary>The next part of the journal.</summary>
/// <param name="Reads">Of the tags that were asked for.</param>
/// <param name="Minutes">Of all reads: in which a gateway was reading.</param>
/// <param name="Positions">Where a reader is after it, by writer; empty where there was nothing.</param>
internal sealed record JournalPage(List<JournaledRead> Reads, HashSet<(string Gateway, long Minute)> Minutes, Dictionary<int, long> Positions)
{
    /// <summary>Rows, whoever's.</summary>
    internal int Count { get; set; }
}

/// <summary>
/// Follows the journal with one position per writer. A writer's rows become visible in the order of its positions, so what lies
/// beyond a position is all that is new of it.
/// </summary>
internal sealed class JournalReader(NpgsqlDataSource database, JournalTail tail)
{
    private const int PageSize = 20_000;

    /// <param name="heads">How far each writer has come.</param>
    /// <param name="wanted">Most reads are of tags that nobody here watches; these cost their row and nothing more.</param>
    internal async Task<JournalPage> Next(JournalPositions from, IReadOnlyList<(int Writer, long Head)> heads, RegisteredTags wanted, CancellationToken ct)
    {
        var page = new JournalPage([], [], []);
        foreach (var (writer, head) in heads)
        {
            var after = from.Read(writer);
            if (head > after) page.Positions[writer] = TailReader.Read(tail, page, writer, (after, head), PageSize, wanted) ?? await Read(page, writer, after, head, wanted, ct);
        }

        return page;
    }

    /// <summary>Who follows the journal here has come so far.</summary>
    internal void Passed(int writer, long position) => tail.Forget(writer, position);

    internal static async Task<IReadOnlyList<(int Writer, long Head)>> Heads(NpgsqlConnection session, CancellationToken ct)
    {
        await using var all = new NpgsqlCommand("select id, position from journal_writers where position > 0 order by id", session);
        await using var rows = await all.ExecuteReaderAsync(ct);
        var heads = new List<(int, long)>();
        while (await rows.ReadAsync(ct)) heads.Add((rows.GetInt32(0), rows.GetInt64(1)));
        return heads;
    }

    /// <summary>A tag's reads from an event time on, by event time, as far as it was told.</summary>
    /// <remarks>Blocks: it is called from within a pure fold, and only where a late read changes history.</remarks>
    internal IEnumerable<JournaledRead> History(string tag, Instant from, JournalPositions upTo)
    {
        using var connection = database.OpenConnection();
        using var all = new NpgsqlCommand(
            $"select {JournaledRead.Columns} from reads where tag = $1 and event_time >= $2 order by event_time", connection);
        all.Parameters.Add(new() { Value = tag });
        all.Parameters.Add(new() { Value = Instant.Max(from, EventTimeRange.First).ToDateTimeUtc() });
        using var rows = all.ExecuteReader();
        while (rows.Read())
        {
            var read = JournaledRead.Of(rows);
            if (read.At >= from && read.Position <= upTo.Known(read.Writer)) yield return read;
        }
    }

    private async Task<long> Read(JournalPage page, int writer, long from, long head, RegisteredTags wanted, CancellationToken ct)
    {
        var to = Math.Min(head, from + PageSize);
        await using var next = database.CreateCommand(
            $"select {JournaledRead.Columns} from reads where writer = $1 and position > $2 and position <= $3 order by position");
        next.Parameters.Add(new() { Value = writer });
        next.Parameters.Add(new() { Value = from });
        next.Parameters.Add(new() { Value = to });
        await using var rows = await next.ExecuteReaderAsync(ct);
        var (count, latest) = (0, (Gateway: "", Minute: 0L));
        for (; await rows.ReadAsync(ct); count++)
        {
            var seen = (Gateway: rows.GetString(JournaledRead.GatewayColumn), Minute: GatewayActivity.MinuteOf(JournaledRead.AtOf(rows)));
            if (seen != latest) page.Minutes.Add(latest = seen);
            if (wanted.MayHave(rows.GetString(JournaledRead.TagColumn))) page.Reads.Add(JournaledRead.Of(rows));
        }

        page.Count += count;
        return to;
    }
}
