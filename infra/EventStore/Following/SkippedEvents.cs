using Npgsql;

namespace Logistics.EventStore;

/// <summary>The events that operators told followers to pass over: recorded, per version of the follower, and taken back by nobody.</summary>
internal sealed class SkippedEvents(NpgsqlDataSource source)
{
    internal async Task<IReadOnlySet<long>> Of(string follower, int version, CancellationToken ct)
    {
        await using var command = source.CreateCommand("select position from log_skips where follower = $1 and version = $2");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = follower });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = version });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var positions = new HashSet<long>();
        while (await rows.ReadAsync(ct)) positions.Add(rows.GetInt64(0));
        return positions;
    }
}
