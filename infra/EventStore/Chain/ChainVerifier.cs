using Npgsql;

namespace Logistics.EventStore;

/// <summary>
/// Recomputes the hash chain from what is stored: hash = SHA-256(hash of the stream's previous event, RFC 8785 form of stream,
/// version, id, type, timestamp and data). The whole log is also looked over for missing positions and a missing tail.
/// </summary>
public sealed class ChainVerifier
{
    private const int PageSize = 5_000;
    private const string Columns =
        "select seq_id, id, stream_id, version, type, data, timestamp, headers ->> 'hash' from mt_events where stream_id <> 'mt_tombstone' and ";

    private readonly NpgsqlDataSource source;

    internal ChainVerifier(NpgsqlDataSource source) => this.source = source;

    /// <summary>Walks one stream.</summary>
    public async Task<ChainReport> VerifyStream(string streamId, CancellationToken ct)
    {
        var head = await LogHead(ct);
        var walk = new ChainWalk(head.ChainedFrom);
        var fault = await Walk(
            walk, Columns + "stream_id = $1 and version > $2 order by version limit $3", new() { Value = streamId }, link => link.Version, ct);
        fault ??= await MissingVersions(walk, streamId, ct);
        return new ChainReport(walk.Events, fault);
    }

    /// <summary>Walks the whole log up to its head as of now.</summary>
    public Task<ChainReport> VerifyLog(CancellationToken ct) => VerifyLog([], ct);

    /// <summary>
    /// Holds it against heads, in order, whose signatures are good: a chain that somebody computed anew does not lead to what was
    /// signed, though it holds in itself, and a tail that was cut off together with <c>log_head</c> is missed.
    /// </summary>
    internal async Task<ChainReport> VerifyLog(IReadOnlyList<SignedHead> heads, CancellationToken ct)
    {
        var head = await LogHead(ct);
        if (heads.FirstOrDefault(signed => signed.ChainedFrom != head.ChainedFrom) is { } other)
            return new ChainReport(0, new(other.ChainedFrom + 1, null, null, $"the chain is said to begin after {head.ChainedFrom}, but {other.ChainedFrom} was signed"));
        var walk = new ChainWalk(head.ChainedFrom) { Gapless = true, Heads = new SignedHeads(heads, head.ChainedFrom) };
        var fault = await Walk(
            walk, Columns + "seq_id <= $1 and seq_id > $2 order by seq_id limit $3", new() { Value = head.LastPosition }, link => link.Position, ct);
        if (fault is null && walk.Position < head.LastPosition)
            fault = new ChainFault(walk.Position + 1, null, null, $"the tail is missing: the head is at {head.LastPosition}");
        if (fault is null && heads.Count > 0 && heads[^1] is var last && last.Position > walk.Position)
            fault = new ChainFault(walk.Position + 1, null, null, $"the tail is missing: a head at {last.Position} was signed at {last.Time}");
        return new ChainReport(walk.Events, fault);
    }

    private async Task<ChainFault?> Walk(
        ChainWalk walk, string sql, NpgsqlParameter first, Func<ChainLink, long> cursor, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand(sql, connection);
        var after = new NpgsqlParameter<long> { TypedValue = 0 };
        command.Parameters.AddRange(new[] { first, after, new NpgsqlParameter<int> { TypedValue = PageSize } });
        while (true)
        {
            var rows = 0;
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                var link = Link(reader);
                if (walk.Step(link) is { } fault) return fault;
                after.TypedValue = cursor(link);
                rows++;
            }

            if (rows < PageSize) return null;
        }
    }

    private static ChainLink Link(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.GetGuid(1), row.GetString(2), row.GetInt64(3), row.GetString(4), row.GetFieldValue<byte[]>(5),
        row.GetDateTime(6), row.IsDBNull(7) ? null : row.GetString(7));

    private async Task<(long LastPosition, long ChainedFrom)> LogHead(CancellationToken ct)
    {
        await using var command = source.CreateCommand("select last_position, chained_from from log_head");
        await using var row = await command.ExecuteReaderAsync(ct);
        if (!await row.ReadAsync(ct)) throw new InvalidOperationException("log_head is empty: it was tampered with.");
        return (row.GetInt64(0), row.GetInt64(1));
    }

    private async Task<ChainFault?> MissingVersions(ChainWalk walk, string streamId, CancellationToken ct)
    {
        await using var command = source.CreateCommand("select version from mt_streams where id = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = streamId });
        var version = await command.ExecuteScalarAsync(ct) as long? ?? 0;
        var last = walk.VersionOf(streamId);
        return version == last ? null : new ChainFault(null, streamId, last + 1, $"the stream ends here, but is said to be at version {version}");
    }
}

/// <summary>What a walk along the chain found.</summary>
/// <param name="Events">Events looked at, the faulty one among them.</param>
/// <param name="FirstFault">The first bad place; null where all is well.</param>
public sealed record ChainReport(long Events, ChainFault? FirstFault);

/// <summary>Where the chain breaks.</summary>
public sealed record ChainFault(long? Position, string? StreamId, long? Version, string Reason);
