using Logistics.Routing.Etas.Learning;
using Logistics.Routing.Network;
using NodaTime;
using Npgsql;

namespace Logistics.Routing.LegRecords;

/// <summary>What is learned from: runs, not shipments, so that a full lorry counts once.</summary>
internal sealed class LegRecordQuery(NpgsqlDataSource database)
{
    // Teaching takes seconds for so many; older ones say less of tomorrow.
    private const int Most = 10_000;
    private const int Days = 180;

    private const string Legs = """
        select service_id, from_hub, to_hub, min(departed_at) as departed, min(arrived_at),
               extract(epoch from min(planned_arrival - planned_departure)) / 60, min(leg_index), extract(epoch from min(planned_departure - began_at)) / 60
        from leg_records
        where arrived_at < $1 and arrived_at > departed_at and departed_at > $1 - make_interval(days => $2)
        group by service_id, service_date, from_hub, to_hub
        order by departed desc, service_id, from_hub, to_hub limit $3
        """;

    private const string Departures = """
        select service_id, from_hub, extract(epoch from min(departed_at - planned_departure)) / 60, min(departed_at) as departed
        from leg_records
        where departed_at < $1 and departed_at > $1 - make_interval(days => $2)
        group by service_id, service_date, from_hub
        order by departed desc, service_id, from_hub limit $3
        """;

    /// <summary>Legs that had ended before an instant, the newest first.</summary>
    internal Task<IReadOnlyList<LegOutcome>> EndedBefore(Instant cut, NetworkFacts facts, CancellationToken ct) => Rows(Legs, cut, row =>
    {
        var (departed, arrived) = (At(row, 3), At(row, 4));
        var question = new LegQuestion(
            row.GetString(1), row.GetString(2), ModeOf(facts, row.GetString(0)),
            departed.InZone(facts.ZoneOf(row.GetString(1)) ?? DateTimeZone.Utc).ToOffsetDateTime(),
            Math.Max(1, (double)row.GetDecimal(5)), row.GetInt32(6) + 1, (double)row.GetDecimal(7));
        return new LegOutcome(question, Math.Max(1, (arrived - departed).TotalMinutes));
    }, ct);

    internal Task<IReadOnlyList<DepartureOutcome>> DepartedBefore(Instant cut, NetworkFacts facts, CancellationToken ct) => Rows(
        Departures, cut, row => new DepartureOutcome(row.GetString(1), ModeOf(facts, row.GetString(0)), (double)row.GetDecimal(2)), ct);

    private async Task<IReadOnlyList<T>> Rows<T>(string sql, Instant cut, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter { Value = cut.ToDateTimeUtc() });
        command.Parameters.Add(new NpgsqlParameter { Value = Days });
        command.Parameters.Add(new NpgsqlParameter { Value = Most });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct)) rows.Add(read(reader));
        return rows;
    }

    private static Instant At(NpgsqlDataReader row, int column) => Instant.FromDateTimeUtc(row.GetDateTime(column));

    private static string ModeOf(NetworkFacts facts, string serviceId) =>
        facts.Services.TryGetValue(serviceId, out var service) ? service.Mode : "road";
}
