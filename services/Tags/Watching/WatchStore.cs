using Logistics.EventStore;
using Logistics.Tags.Presence;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace Logistics.Tags.Watching;

/// <summary>
/// The watch's tables. Only the leader writes them, so what it has read or committed is kept for the next step; a leader that lost
/// its place fails by its positions and begins with a store of its own.
/// </summary>
internal sealed class WatchStore(NpgsqlDataSource database)
{
    private const int MostKept = 20_000;

    private readonly Dictionary<string, TagWatch> _kept = [];

    internal async Task<Dictionary<string, TagWatch>> Find(IReadOnlyCollection<string> tags, CancellationToken ct)
    {
        var missing = tags.Where(tag => !_kept.ContainsKey(tag)).ToArray();
        var found = missing.Length == 0 ? [] : await Query("select state from presence where tag = any($1)", ct, [missing]);
        foreach (var tag in tags)
        {
            if (_kept.TryGetValue(tag, out var kept)) found[tag] = kept;
        }

        Keep(found.Values.ToArray());
        return found;
    }

    /// <summary>Bounded; begins anew when it is full.</summary>
    internal void Keep(IEnumerable<TagWatch> committed)
    {
        foreach (var watch in committed)
        {
            if (_kept.Count >= MostKept) _kept.Clear();
            _kept[watch.TagId] = watch;
        }
    }

    internal Task<Dictionary<string, TagWatch>> OnUnits(IReadOnlyCollection<string> units, CancellationToken ct)
        => Query("select state from presence where handling_unit = any($1)", ct, [units.ToArray()]);

    /// <summary>Present tags whose gateway went on for so long without them.</summary>
    internal Task<Dictionary<string, TagWatch>> Overdue(IReadOnlyList<(string Gateway, Instant Since)> gateways, CancellationToken ct) => Query(
        "select p.state from presence p join unnest($1::text[], $2::timestamptz[]) as g (gateway, since) on p.open_gateway = g.gateway and p.open_last <= g.since", ct,
        gateways.Select(g => g.Gateway).ToArray(), gateways.Select(g => g.Since.ToDateTimeUtc()).ToArray());

    internal Task<Dictionary<string, TagWatch>> Gapped(CancellationToken ct) => Query("select state from presence where gapped", ct);

    internal Task<Dictionary<string, TagWatch>> Quiet(Instant since, CancellationToken ct) => Query(
        "select state from presence where self_reporting and not silent and handling_unit is not null and last_read <= $1", ct, since.ToDateTimeUtc());

    internal Task<Dictionary<string, TagWatch>> OfShipment(string shipment, CancellationToken ct)
        => Query("select state from presence where shipment = $1", ct, shipment);

    internal Task<IReadOnlyList<(string Shipment, ShipmentWatches.TemperatureBand? Band)>> WatchedBy(string unit, CancellationToken ct)
        => WatchedUnits.Of(database, unit, ct);

    internal async Task<GatewayActivity> LoadActivity(CancellationToken ct)
    {
        var activity = new GatewayActivity();
        await using var all = database.CreateCommand("select gateway, minute from gateway_activity");
        await using var rows = await all.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) activity.Add(rows.GetString(0), rows.GetInt64(1));
        return activity;
    }

    internal static void SaveActivity(NpgsqlBatch batch, IReadOnlyCollection<(string Gateway, long Minute)> minutes)
    {
        if (minutes.Count == 0) return;
        batch.Add(
            "insert into gateway_activity select * from unnest($1::text[], $2::bigint[]) on conflict do nothing",
            minutes.Select(m => m.Gateway).ToArray(), minutes.Select(m => m.Minute).ToArray());
    }

    internal static void Save(NpgsqlBatch batch, TagWatch watch)
    {
        var present = watch.Track.Present;
        var awaited = present is { AbsenceTells: true } ? present.Last : null;
        batch.BatchCommands.Add(new(
            """
            insert into presence (tag, owner, seen_by, handling_unit, hub, read_point, latitude, longitude, since, since_offset, last_read, last_offset,
              silent, self_reporting, battery, shipment, open_gateway, open_last, gapped, change, state)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, nextval('presence_change'), $20)
            on conflict (tag) do update set (owner, seen_by, handling_unit, hub, read_point, latitude, longitude, since, since_offset, last_read, last_offset,
              silent, self_reporting, battery, shipment, open_gateway, open_last, gapped, change, state)
            = row (excluded.owner, excluded.seen_by, excluded.handling_unit, excluded.hub, excluded.read_point, excluded.latitude, excluded.longitude,
              excluded.since, excluded.since_offset, excluded.last_read, excluded.last_offset, excluded.silent, excluded.self_reporting, excluded.battery,
              excluded.shipment, excluded.open_gateway, excluded.open_last, excluded.gapped, excluded.change, excluded.state)
            """)
        {
            Parameters =
            {
                Of(NpgsqlDbType.Text, watch.TagId), Of(NpgsqlDbType.Text, watch.Owner), Of(NpgsqlDbType.Text, watch.Last?.SeenBy),
                Of(NpgsqlDbType.Text, watch.HandlingUnitId), Of(NpgsqlDbType.Text, present?.HubId), Of(NpgsqlDbType.Text, watch.Last?.ReadPointId),
                Of(NpgsqlDbType.Double, watch.Position?.Latitude), Of(NpgsqlDbType.Double, watch.Position?.Longitude),
                Of(NpgsqlDbType.TimestampTz, present?.First.Read.EventTime.ToDateTimeUtc()), Of(NpgsqlDbType.Smallint, (short?)present?.First.Read.OffsetMinutes),
                Of(NpgsqlDbType.TimestampTz, watch.Last?.At.ToDateTimeUtc()), Of(NpgsqlDbType.Smallint, (short?)watch.Last?.OffsetMinutes),
                Of(NpgsqlDbType.Boolean, watch.Silent), Of(NpgsqlDbType.Boolean, watch.SelfReporting), Of(NpgsqlDbType.Smallint, (short?)watch.Battery),
                Of(NpgsqlDbType.Text, watch.Condition?.ShipmentId), Of(NpgsqlDbType.Text, awaited?.Read.GatewayId),
                Of(NpgsqlDbType.TimestampTz, awaited?.At.ToDateTimeUtc()), Of(NpgsqlDbType.Boolean, watch.Track.Visits.Any(v => v.Gaps.Count > 0)),
                Of(NpgsqlDbType.Jsonb, EventJson.Serialize(watch)),
            },
        });
    }

    private async Task<Dictionary<string, TagWatch>> Query(string sql, CancellationToken ct, params object[] values)
    {
        await using var find = database.CreateCommand(sql);
        foreach (var value in values) find.Parameters.Add(new() { Value = value });
        await using var rows = await find.ExecuteReaderAsync(ct);
        var found = new Dictionary<string, TagWatch>();
        while (await rows.ReadAsync(ct))
        {
            var watch = EventJson.Deserialize<TagWatch>(rows.GetString(0));
            found[watch.TagId] = watch;
        }

        return found;
    }

    private static NpgsqlParameter Of(NpgsqlDbType type, object? value) => new() { NpgsqlDbType = type, Value = value ?? DBNull.Value };
}
