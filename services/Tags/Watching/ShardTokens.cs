using Npgsql;

namespace Logistics.Tags.Watching;

/// <summary>
/// Fences: a process that lost a shard's lock without knowing cannot commit for it any more, once the next owner has taken the token.
/// </summary>
internal sealed class ShardTokens(NpgsqlDataSource database)
{
    private readonly Dictionary<short, long> _tokens = [];

    internal async Task Take(IReadOnlyCollection<short> shards, CancellationToken ct)
    {
        await using var take = database.CreateCommand("update watch_shards set token = token + 1 where shard = any($1) returning shard, token");
        take.Parameters.Add(new() { Value = shards.ToArray() });
        await using var rows = await take.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) _tokens[rows.GetInt16(0)] = rows.GetInt64(1);
    }

    /// <summary>Fails where another process took one over; holds the tokens until the transaction ends.</summary>
    internal async Task Check(NpgsqlConnection connection, IReadOnlyCollection<short> shards, CancellationToken ct)
    {
        await using var check = new NpgsqlCommand(
            """
            select count(*) from (
              select from watch_shards w join unnest($1::smallint[], $2::bigint[]) o (shard, token) on o.shard = w.shard and o.token = w.token for share of w) held
            """,
            connection)
        {
            Parameters = { new() { Value = shards.ToArray() }, new() { Value = shards.Select(s => _tokens[s]).ToArray() } },
        };
        if ((long)(await check.ExecuteScalarAsync(ct))! != shards.Count) throw new InvalidOperationException("Another process watches a shard of this one.");
    }
}
