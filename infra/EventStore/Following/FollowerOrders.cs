using Npgsql;

namespace Logistics.EventStore;

/// <summary>
/// An operator's word to a follower that stopped at an event. It goes through the database: the epoch moves, which whoever runs
/// the follower notices. Only what stands at that event now is given a word, so that a late command cannot skip another one.
/// </summary>
internal sealed class FollowerOrders(NpgsqlDataSource source)
{
    private const string GoOn = "update log_followers set epoch = epoch + 1, status = 'retrying', updated_at = clock_timestamp() where name = $1 and status in ('stopped', 'failing')";

    /// <summary>Has it try the event again; false where it neither stopped nor fails.</summary>
    internal async Task<bool> Retry(string name, CancellationToken ct)
    {
        await using var command = source.CreateCommand(GoOn);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    /// <summary>Records the skip and lets it go on; false where it does not stand at that event.</summary>
    internal async Task<bool> Skip(string name, int version, long position, string reason, CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            $"""
            with told as ({GoOn} and stopped_at = $3 returning reason)
            insert into log_skips (follower, version, position, reason, error, skipped_by) select $1, $2, $3, $4, told.reason, $5 from told
            on conflict do nothing
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = version });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = position });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = reason });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = $"{Environment.UserName}@{Environment.MachineName}" });
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }
}
