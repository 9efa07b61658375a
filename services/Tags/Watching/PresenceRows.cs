using Logistics.EventStore;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace Logistics.Tags.Watching;

/// <summary>Tags' states as rows of the presence table, many in one statement.</summary>
internal static class PresenceRows
{
    internal const long ChangeLock = 0x74616773_00000004;

    /// <summary>
    /// Numbers of changes are given out in the order of commits: else whoever follows them could pass one that another process has
    /// numbered and not committed yet, and never see it. First of all in a commit, so that nobody waits in a circle.
    /// </summary>
    internal static void KeepOrder(NpgsqlBatch batch) => batch.Add("select pg_advisory_xact_lock($1)", ChangeLock);

    /// <summary>All of it; a change that whoever follows presences is told.</summary>
    internal static void SaveWhole(NpgsqlBatch batch, IReadOnlyList<TagWatch> watches)
    {
        if (watches.Count == 0) return;
        var present = watches.Select(w => w.Track.Present).ToArray();
        batch.BatchCommands.Add(new(
            """
            insert into presence as p (tag, owner, handling_unit, hub, since, since_offset, silent, self_reporting, shipment, gapped, state, tail, former,
              seen_by, read_point, latitude, longitude, last_read, last_offset, battery, open_gateway, open_last, change)
            select *, nextval('presence_change') from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::smallint[], $7::boolean[],
              $8::boolean[], $9::text[], $10::boolean[], $11::jsonb[], $12::jsonb[],
              $13::jsonb[], $14::text[], $15::text[], $16::float8[], $17::float8[], $18::timestamptz[], $19::smallint[], $20::smallint[], $21::text[],
              $22::timestamptz[])
            on conflict (tag) do update set (handling_unit, hub, since, since_offset, silent, shipment, gapped, state, tail, former,
              seen_by, read_point, latitude, longitude, last_read, last_offset, battery, open_gateway, open_last, change)
            = row (excluded.handling_unit, excluded.hub, excluded.since, excluded.since_offset, excluded.silent, excluded.shipment, excluded.gapped,
              excluded.state, null, excluded.former, excluded.seen_by, excluded.read_point, excluded.latitude, excluded.longitude, excluded.last_read,
              excluded.last_offset, excluded.battery, excluded.open_gateway, excluded.open_last, excluded.change)
            """)
        {
            Parameters =
            {
                Of(watches, w => w.TagId), Of(watches, w => w.Owner), Of(watches, w => w.HandlingUnitId),
                new() { Value = Array.ConvertAll(present, v => v?.HubId) },
                Times(Array.ConvertAll(present, v => v?.First.Time.ToInstant())),
                new() { Value = Array.ConvertAll(present, v => (short?)v?.First.Read.OffsetMinutes) },
                Of(watches, w => w.Silent), Of(watches, w => w.SelfReporting), Of(watches, w => w.ShipmentId),
                Of(watches, w => w.Track.Visits.Any(v => v.Gaps.Count > 0)),
                Json(watches, EventJson.Serialize), Json(watches, _ => null),
                Json(watches, w => w.Former is null ? null : EventJson.Serialize(w.FormerShipments.ToArray())),
            },
        });
        AddMoving(batch, watches);
    }

    /// <summary>
    /// What moves on with every read. Whoever follows presences is told where the tag is seen elsewhere, and once a minute that it is
    /// seen at all.
    /// </summary>
    internal static void SaveTails(NpgsqlBatch batch, IReadOnlyList<TagWatch> watches)
    {
        if (watches.Count == 0) return;
        batch.BatchCommands.Add(new(
            """
            update presence p set (tail, seen_by, read_point, latitude, longitude, last_read, last_offset, battery, open_gateway, open_last, change)
            = row (n.tail, n.seen_by, n.read_point, n.latitude, n.longitude, n.last_read, n.last_offset, n.battery, n.open_gateway, n.open_last,
              case when p.read_point is distinct from n.read_point or p.latitude is distinct from n.latitude or p.longitude is distinct from n.longitude
                or date_trunc('minute', p.last_read) is distinct from date_trunc('minute', n.last_read) then nextval('presence_change') else p.change end)
            from unnest($1::text[], $2::jsonb[], $3::text[], $4::text[], $5::float8[], $6::float8[], $7::timestamptz[], $8::smallint[], $9::smallint[],
              $10::text[], $11::timestamptz[])
              as n (tag, tail, seen_by, read_point, latitude, longitude, last_read, last_offset, battery, open_gateway, open_last)
            where p.tag = n.tag
            """)
        {
            Parameters = { Of(watches, w => w.TagId), Json(watches, w => EventJson.Serialize(WatchTail.Of(w))) },
        });
        AddMoving(batch, watches);
    }

    private static void AddMoving(NpgsqlBatch batch, IReadOnlyList<TagWatch> watches)
    {
        var parameters = batch.BatchCommands[^1].Parameters;
        foreach (var column in (NpgsqlParameter[])[
            Of(watches, w => w.Last?.SeenBy), Of(watches, w => w.Last?.ReadPointId), Of(watches, w => w.Position?.Latitude), Of(watches, w => w.Position?.Longitude),
            Times(watches.Select(w => w.Last?.At)), Of(watches, w => (short?)w.Last?.OffsetMinutes), Of(watches, w => (short?)w.Battery),
            Of(watches, w => w.Awaited?.Read.GatewayId), Times(watches.Select(w => w.Awaited?.At))])
        {
            parameters.Add(column);
        }
    }

    private static NpgsqlParameter Of<T>(IReadOnlyList<TagWatch> watches, Func<TagWatch, T> value) => new() { Value = watches.Select(value).ToArray() };

    /// <summary>The type is said: Npgsql takes it from the first element, and where that is null it guesses a time without a zone.</summary>
    private static NpgsqlParameter Times(IEnumerable<Instant?> values)
        => new() { Value = values.Select(at => at?.ToDateTimeUtc()).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz };

    private static NpgsqlParameter Json(IReadOnlyList<TagWatch> watches, Func<TagWatch, string?> value)
        => new() { Value = watches.Select(value).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb };
}
