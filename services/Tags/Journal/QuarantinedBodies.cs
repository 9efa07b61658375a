using NodaTime;
using Npgsql;

namespace Logistics.Tags.Journal;

/// <summary>Whole bodies that could not be read, of doors at which nobody could be told to mend them at once.</summary>
internal sealed class QuarantinedBodies(NpgsqlDataSource database)
{
    /// <summary>The same body again is kept once.</summary>
    internal async Task Keep(PostingGateway gateway, string content, byte[] hash, string reason, Instant now, CancellationToken ct)
    {
        await using var insert = database.CreateCommand(
            """
            insert into quarantine (gateway, owner, epoch, sequence, reason, content, hash, record_time)
            values ($1, $2, '', 0, $3, $4, $5, $6) on conflict do nothing
            """);
        foreach (var value in (object[])[gateway.Id, gateway.Owner, reason, content, hash, now.ToDateTimeUtc()]) insert.Parameters.Add(new() { Value = value });
        await insert.ExecuteNonQueryAsync(ct);
    }
}
