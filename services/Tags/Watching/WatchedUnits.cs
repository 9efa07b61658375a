using Logistics.EventStore;
using Logistics.Tags.Condition;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace Logistics.Tags.Watching;

/// <summary>
/// What shipments allow their handling units, a row for each time that it was said anew. Shards come to it at different times; so each row
/// says from where to where in the log it counts, and a shard sees what is said at its own place.
/// </summary>
internal static class WatchedUnits
{
    /// <param name="again">Units that somebody else has booked since are left to them.</param>
    internal static NpgsqlBatchCommand Want(string shipment, IReadOnlyDictionary<string, IReadOnlyList<UnitTerms>> terms, bool again, long position) => new(
        """
        insert into watched_shipments (handling_unit, shipment, limits, began_at, terms, until)
        select unit, $2, '[]', $3, terms, until from unnest($1::text[], $4::jsonb[], $5::timestamptz[]) u (unit, terms, until)
        where not $6 or not exists (select from watched_shipments o
          where o.handling_unit = unit and o.shipment <> $2 and o.began_at < $3 and (o.ended_at is null or o.ended_at > $3) and o.until is null)
        on conflict do nothing
        """)
    {
        Parameters =
        {
            new() { Value = terms.Keys.ToArray() },
            new() { Value = shipment },
            new() { Value = position },
            new() { Value = terms.Values.Select(EventJson.Serialize).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb },
            new() { Value = terms.Values.Select(t => UnitTerms.EndOf(t)?.ToDateTimeUtc()).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz },
            new() { Value = again },
        },
    };

    /// <summary>What was said before of the shipment counts no more.</summary>
    internal static NpgsqlBatchCommand End(string shipment, long position) => new(
        "update watched_shipments set ended_at = least(coalesce(ended_at, $2), $2) where shipment = $1 and began_at < $2")
    {
        Parameters = { new() { Value = shipment }, new() { Value = position } },
    };

    /// <summary>What counts at a position of what was booked first, first; without what was over at an instant.</summary>
    internal static async Task<IReadOnlyList<(string Shipment, IReadOnlyList<UnitTerms> Terms)>> Of(
        NpgsqlDataSource database, string unit, Instant from, long position, CancellationToken ct)
    {
        await using var find = database.CreateCommand(
            """
            select shipment, terms, limits from watched_shipments
            where handling_unit = $1 and began_at <= $2 and (ended_at is null or ended_at > $2) and (until is null or until > $3)
              and (terms is not null or limits <> '[]') order by began_at, shipment
            """);
        find.Parameters.Add(new() { Value = unit });
        find.Parameters.Add(new() { Value = position });
        find.Parameters.Add(new() { Value = from.ToDateTimeUtc() });
        await using var rows = await find.ExecuteReaderAsync(ct);
        var watched = new List<(string, IReadOnlyList<UnitTerms>)>();
        while (await rows.ReadAsync(ct)) watched.Add((rows.GetString(0), Terms(rows)));
        return watched;
    }

    /// <summary>Rows of before there were terms have limits alone.</summary>
    private static IReadOnlyList<UnitTerms> Terms(NpgsqlDataReader row) => row.Text(1) is { } terms
        ? EventJson.Deserialize<UnitTerms[]>(terms)
        : [new(null, EventJson.Deserialize<ConditionLimits[]>(row.GetString(2)))];
}
