using Npgsql;

namespace Logistics.EventStore.Torture;

/// <summary>
/// Holds what is stored against what the writers were told and what the followers saw. It reads the tables themselves, in the
/// order of positions, and trusts nothing of the store's code.
/// </summary>
internal sealed class Checker
{
    private const string Rows =
        """
        select seq_id, id, stream_id, version, timestamp, (data ->> 'writer')::int, (data ->> 'number')::bigint, (data ->> 'ordinal')::int, (data ->> 'of')::int
        from mt_events order by seq_id
        """;

    private readonly Dictionary<string, long> versions = [];
    private readonly Dictionary<(int Writer, long Number), Stored> operations = [];
    private readonly Dictionary<int, long> lastNumbers = [];
    private readonly List<(long Position, Guid Id)> log = [];
    private DateTime recordedAt = DateTime.MinValue;
    private (long Lost, long Doubled, long Disordered, long Holes) count;

    /// <param name="seen">What the following reader saw.</param>
    internal async Task<Findings> Check(TortureStore store, string folder, IReadOnlyList<(long Position, Guid Id)> seen, long projectionsDiffer)
    {
        await using (var command = store.Database.CreateCommand(Rows))
        {
            command.CommandTimeout = 0;
            await using var row = await command.ExecuteReaderAsync();
            while (await row.ReadAsync()) Take(row);
        }

        for (var writer = 0; writer < 2 * WorkerProgram.Writers; writer++) CheckWord(writer, Word.Read(folder, writer));
        CheckSeen(seen);
        var unheard = await store.Scalar<long>("select count(*) from mt_events e where not exists (select from torture_heard h where h.position = e.seq_id)");
        return new(log.Count, count.Lost + unheard, count.Doubled, count.Disordered, count.Holes, projectionsDiffer);
    }

    private void Take(NpgsqlDataReader row)
    {
        var (position, stream, version) = (row.GetInt64(0), row.GetString(2), row.GetInt64(3));
        // A gap in the positions is an event that was there and is not any more.
        if (log.Count > 0 && position != log[^1].Position + 1) count.Lost++;
        log.Add((position, row.GetGuid(1)));

        var before = versions.GetValueOrDefault(stream);
        if (version > before + 1) count.Holes += version - before - 1;
        else if (version <= before) count.Disordered++;
        versions[stream] = version;

        if (row.GetDateTime(4) < recordedAt) count.Disordered++;
        recordedAt = row.GetDateTime(4);
        TakeOperation((row.GetInt32(5), row.GetInt64(6)), row.GetInt32(7), row.GetInt32(8), position);
    }

    private void TakeOperation((int Writer, long Number) key, int ordinal, int of, long position)
    {
        if (!operations.TryGetValue(key, out var stored))
        {
            // A writer does one thing after the other.
            if (key.Number < lastNumbers.GetValueOrDefault(key.Writer)) count.Disordered++;
            lastNumbers[key.Writer] = key.Number;
            stored = new(0, 0, of);
        }
        else if (stored.Events >= of)
        {
            count.Doubled++;
        }
        else if (position != stored.Last + 1 || ordinal != stored.Events)
        {
            count.Disordered++;
        }

        operations[key] = stored with { Events = stored.Events + 1, Last = stored.Events < of ? position : stored.Last };
    }

    private void CheckWord(int writer, IReadOnlyList<Told> word)
    {
        foreach (var told in word)
        {
            var found = operations.TryGetValue((writer, told.Number), out var stored);
            if (!told.Appended) count.Doubled += found ? stored.Events : 0;
            else if (!found) count.Lost++;
            else if (stored.Events < stored.Of) count.Lost += stored.Of - stored.Events;
            else if (told.Position != 0 && told.Position != stored.Last) count.Disordered++;
        }
    }

    private void CheckSeen(IReadOnlyList<(long Position, Guid Id)> seen)
    {
        var (stored, before) = (0, 0L);
        foreach (var (position, id) in seen)
        {
            if (position <= before)
            {
                count.Doubled++;
                continue;
            }

            before = position;
            while (stored < log.Count && log[stored].Position < position)
            {
                count.Lost++;
                stored++;
            }

            // What was seen must still be there, and be the same.
            if (stored < log.Count && log[stored] == (position, id)) stored++;
            else count.Disordered++;
        }

        count.Lost += log.Count - stored;
    }

    private readonly record struct Stored(int Events, long Last, int Of);
}
