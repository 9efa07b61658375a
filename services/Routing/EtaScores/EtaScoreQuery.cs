using Logistics.Routing.V1;
using NodaTime;
using Npgsql;

namespace Logistics.Routing.EtaScores;

internal sealed class EtaScoreQuery(NpgsqlDataSource database)
{
    private const int Most = 1000;

    /// <param name="carrier">Only its legs; null for all.</param>
    internal async Task<IReadOnlyList<EtaAccuracy>> Find(GetEtaAccuracyRequest.Types.By by, Instant since, string? carrier, CancellationToken ct)
    {
        var (from, to, who) = by switch
        {
            GetEtaAccuracyRequest.Types.By.Lane => ("from_hub", "to_hub", "''"),
            GetEtaAccuracyRequest.Types.By.Carrier => ("''", "''", "carrier_id"),
            _ => ("''", "''", "''"),
        };
        await using var command = database.CreateCommand(
            $"""
            select horizon_hours, {from}, {to}, {who}, count(*), avg(abs(error_minutes)), avg(error_minutes), avg(within80::int), avg(within95::int)
            from eta_scores where arrived_at >= $1 and ($2 = '' or carrier_id = $2)
            group by 1, 2, 3, 4 order by 1, 5 desc, 2, 3, 4 limit {Most}
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = since.ToDateTimeUtc() });
        command.Parameters.Add(new NpgsqlParameter { Value = carrier ?? "" });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<EtaAccuracy>();
        while (await reader.ReadAsync(ct)) rows.Add(Row(reader));
        return rows;
    }

    private static EtaAccuracy Row(NpgsqlDataReader row) => new()
    {
        HorizonHours = row.GetInt32(0),
        FromHubId = row.GetString(1),
        ToHubId = row.GetString(2),
        CarrierId = row.GetString(3),
        Legs = row.GetInt64(4),
        MeanAbsoluteErrorMinutes = row.GetDouble(5),
        MeanErrorMinutes = row.GetDouble(6),
        WithinP80 = (double)row.GetDecimal(7),
        WithinP95 = (double)row.GetDecimal(8),
    };
}
