using System.Globalization;
using Npgsql;

namespace Logistics.EventStore;

/// <summary>
/// Signs the log's head. It goes on from the head it signed last and reads only the hashes since: what was signed is never
/// recomputed from a database that may have been changed meanwhile. The verifier does that.
/// </summary>
internal sealed class HeadSigner(NpgsqlDataSource source, KeyFolder keys, HeadKey key, ExportedHeads exported, Leadership leadership)
{
    private const int PageSize = 10_000;

    /// <summary>Signs and exports; null where nothing was appended since, or another process is at it.</summary>
    /// <exception cref="InvalidOperationException">What is there is not what was signed before, or the log has a hole.</exception>
    internal async Task<SignedHead?> Sign(CancellationToken ct)
    {
        await using var alone = await leadership.TryAcquire("heads", ct);
        if (alone is null) return null;
        using var signing = key.ForSigning();
        var start = await exported.Last(signing, ct);
        var (chainedFrom, last, now) = await Now(ct);
        if (start is not null && (start.ChainedFrom != chainedFrom || start.Position > last))
            throw new InvalidOperationException($"Not signed: the head at {start.Position} was signed before, and the log ends at {last}. Run verify-chain.");
        var root = new ChainRoot(start?.Position ?? chainedFrom, start?.Root);
        while (await Read(root, ct))
        {
        }

        if (root.Position == (start?.Position ?? chainedFrom))
        {
            await exported.Export(signing, ct);
            return null;
        }

        var time = now.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
        var head = new SignedHead(chainedFrom, keys.Database, HeadKey.IdOf(signing), root.Position, root.Root, time).SignedBy(signing);
        await exported.Add(head, now, signing, ct);
        return head;
    }

    /// <summary>Whether the last one is older than that; true where there is none.</summary>
    internal async Task<bool> IsDue(TimeSpan interval, CancellationToken ct)
    {
        await using var command = source.CreateCommand("select not exists (select from log_heads where signed_at > clock_timestamp() - $1)");
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = interval });
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    private async Task<(long ChainedFrom, long Last, DateTime Now)> Now(CancellationToken ct)
    {
        await using var command = source.CreateCommand("select chained_from, last_position, clock_timestamp() from log_head");
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct)
            ? (row.GetInt64(0), row.GetInt64(1), row.GetDateTime(2))
            : throw new InvalidOperationException("log_head is empty: it was tampered with.");
    }

    private async Task<bool> Read(ChainRoot root, CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            "select seq_id, headers ->> 'hash' from mt_events where seq_id > $1 and stream_id <> 'mt_tombstone' order by seq_id limit $2");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = root.Position });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = PageSize });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var read = 0;
        for (; await rows.ReadAsync(ct); read++)
        {
            var position = rows.GetInt64(0);
            if (position != root.Position + 1 || await rows.IsDBNullAsync(1, ct))
                throw new InvalidOperationException($"Not signed: event {root.Position + 1} is missing or has no hash. Run verify-chain.");
            root.Add(position, Convert.FromHexString(rows.GetString(1)));
        }

        return read == PageSize;
    }
}
