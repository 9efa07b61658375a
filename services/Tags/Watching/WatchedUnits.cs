using Logistics.EventStore;
using Logistics.Tags.Condition;
using Npgsql;
using NpgsqlTypes;

namespace Logistics.Tags.Watching;

/// <summary>
/// What shipments want of their handling units, a row for each time from a booking or a reopening to an end. Shards come to it at different times; so each row says where in the log it began and
/// ended, and a shard sees what was in force at its own place.
/// </summary>
internal static class WatchedUnits
{
    internal static NpgsqlBatchCommand Begin(IReadOnlyCollection<string> units, string shipment, IReadOnlyList<ConditionLimits> limits, long position) => new(
        "insert into watched_shipments (handling_unit, shipment, limits, began_at) select unit, $2, $3, $4 from unnest($1::text[]) unit on conflict do nothing")
    {
        Parameters =
        {
            new() { Value = units.ToArray() },
            new() { Value = shipment },
            new() { Value = EventJson.Serialize(limits.ToArray()), NpgsqlDbType = NpgsqlDbType.Jsonb },
            new() { Value = position },
        },
    };

    internal static NpgsqlBatchCommand End(string shipment, long position) => new(
        "update watched_shipments set ended_at = least(coalesce(ended_at, $2), $2) where shipment = $1 and began_at < $2")
    {
        Parameters = { new() { Value = shipment }, new() { Value = position } },
    };

    internal static async Task<IReadOnlyList<(string Shipment, IReadOnlyList<ConditionLimits> Limits)>> Of(
        NpgsqlDataSource database, string unit, long position, CancellationToken ct)
    {
        await using var find = database.CreateCommand(
            """
            select shipment, limits from watched_shipments
            where handling_unit = $1 and began_at <= $2 and (ended_at is null or ended_at > $2) and limits <> '[]' order by shipment
            """);
        find.Parameters.Add(new() { Value = unit });
        find.Parameters.Add(new() { Value = position });
        await using var rows = await find.ExecuteReaderAsync(ct);
        var watched = new List<(string, IReadOnlyList<ConditionLimits>)>();
        while (await rows.ReadAsync(ct)) watched.Add((rows.GetString(0), EventJson.Deserialize<ConditionLimits[]>(rows.GetString(1))));
        return watched;
    }
}
