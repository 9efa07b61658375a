using Npgsql;

namespace Logistics.Tags.Watching;

/// <summary>
/// Which shards this process may watch: one session lock a shard, held on one connection, and a shared lock that says that it takes
/// part at all. Who takes part is counted by that lock, so nobody keeps a list and the dead leave by dying. Each takes its share,
/// rounded up, and gives back what is more when others come.
/// </summary>
internal sealed class ShardLocks(NpgsqlConnection session)
{
    private const int Space = 0x74616773;
    private const int TakesPart = 100;

    private readonly SortedSet<short> _held = [];

    internal async Task Join(CancellationToken ct) => await Ask($"select pg_advisory_lock_shared({Space}, {TakesPart})", ct);

    /// <summary>What to take up and what to let go, so that everybody has a share. Fails where the session, and with it all locks, is lost.</summary>
    internal async Task<(IReadOnlyList<short> Taken, IReadOnlyList<short> Surplus)> Balance(CancellationToken ct)
    {
        var members = await Members(ct);
        var share = (Shards.Count + members - 1) / members;
        if (_held.Count > share) return ([], [.. _held.Reverse().Take(_held.Count - share)]);
        var taken = new List<short>();
        for (short shard = 0; shard < Shards.Count && _held.Count < share; shard++)
        {
            if (_held.Contains(shard) || await Ask($"select pg_try_advisory_lock({Space}, {shard})", ct) is not true) continue;
            _held.Add(shard);
            taken.Add(shard);
        }

        return (taken, []);
    }

    /// <summary>After what is known of it was saved.</summary>
    internal async Task Release(short shard, CancellationToken ct)
    {
        await Ask($"select pg_advisory_unlock({Space}, {shard})", ct);
        _held.Remove(shard);
    }

    /// <summary>The connection goes back to the pool: the locks must not go with it.</summary>
    internal async Task Leave()
    {
        if (session.State == System.Data.ConnectionState.Open) await Ask("select pg_advisory_unlock_all()", CancellationToken.None);
    }

    private async Task<int> Members(CancellationToken ct) => (int)(long)(await Ask(
        $"""
        select greatest(count(distinct pid), 1) from pg_locks
        where locktype = 'advisory' and granted and objsubid = 2 and classid = {Space} and objid = {TakesPart}
          and database = (select oid from pg_database where datname = current_database())
        """,
        ct))!;

    private async Task<object?> Ask(string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, session);
        return await command.ExecuteScalarAsync(ct);
    }
}
