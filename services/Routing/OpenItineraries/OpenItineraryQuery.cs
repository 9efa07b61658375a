using NodaTime;
using Npgsql;

namespace Logistics.Routing.OpenItineraries;

internal sealed class OpenItineraryQuery(NpgsqlDataSource database, IClock clock)
{
    // One round takes so many; the next takes the rest.
    private const int Most = 500;

    /// <summary>Waiting for a plan, the most urgent first; a passed appointment cannot be kept by any plan.</summary>
    internal Task<IReadOnlyList<string>> Waiting(CancellationToken ct) => Ids(
        "select shipment_id from open_itineraries where waiting and arrive_by > $1 order by arrive_by limit $2", clock.GetCurrentInstant(), ct);

    internal Task<IReadOnlyList<string>> DueBefore(Instant now, CancellationToken ct) => Ids(
        "select shipment_id from open_itineraries where next_due < $1 order by next_due limit $2", now, ct);

    private async Task<IReadOnlyList<string>> Ids(string sql, Instant at, CancellationToken ct)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter { Value = at.ToDateTimeUtc() });
        command.Parameters.Add(new NpgsqlParameter { Value = Most });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var ids = new List<string>();
        while (await reader.ReadAsync(ct)) ids.Add(reader.GetString(0));
        return ids;
    }
}
