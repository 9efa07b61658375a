using Logistics.Hosting;
using NodaTime;
using Npgsql;

namespace Logistics.Tags.Gateways;

/// <param name="NextSequence">Where to go on numbering.</param>
internal sealed record OpenedEpoch(string Epoch, long NextSequence);

/// <summary>Opens numberings. The same nonce of the same gateway is the same epoch.</summary>
internal sealed class Epochs(NpgsqlDataSource database, IClock clock)
{
    internal async Task<OpenedEpoch> Open(string gateway, string? nonce, CancellationToken ct)
    {
        await using var open = database.CreateCommand(
            """
            with opened as (
              insert into receipts (gateway, epoch, nonce, opened_at, updated_at) values ($1, $2, $3, $4, $4)
              on conflict (gateway, nonce) do nothing returning epoch, acknowledged)
            select epoch, upper(acknowledged) from opened
            union all select epoch, upper(acknowledged) from receipts where gateway = $1 and nonce = $3
            """);
        open.Parameters.Add(new() { Value = gateway });
        open.Parameters.Add(new() { Value = Ids.New("ep") });
        open.Parameters.Add(new() { Value = (object?)nonce ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        open.Parameters.Add(new() { Value = clock.GetCurrentInstant().ToDateTimeUtc() });

        // A nonce that another call is just inserting is neither inserted nor seen by this statement's snapshot: look again.
        for (var attempt = 1; ; attempt++)
        {
            await using var row = await open.ExecuteReaderAsync(ct);
            if (await row.ReadAsync(ct)) return new(row.GetString(0), row.IsDBNull(1) ? 1 : row.GetInt64(1));
            if (attempt == 3) throw new InvalidOperationException($"Epoch of gateway {gateway} could neither be opened nor found.");
        }
    }
}
