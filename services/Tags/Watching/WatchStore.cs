using Logistics.EventStore;
using Logistics.Tags.Condition;
using Logistics.Tags.Presence;
using NodaTime;
using Npgsql;

namespace Logistics.Tags.Watching;

/// <summary>
/// The watch's tables. What is found by a column may have moved since, where only its tail did: whoever asks judges the tag itself.
/// </summary>
internal sealed class WatchStore(NpgsqlDataSource database)
{
    /// <summary>Of these shards only: who finds a tag may change it.</summary>
    internal Task<List<TagWatch>> Find(IReadOnlyCollection<short> shards, IReadOnlyCollection<string> tags, CancellationToken ct)
        => Query("shard = any($1) and tag = any($2)", ct, shards.ToArray(), tags.ToArray());

    internal Task<List<TagWatch>> OnUnits(IReadOnlyCollection<short> shards, IReadOnlyCollection<string> units, CancellationToken ct)
        => Query("shard = any($1) and handling_unit = any($2)", ct, shards.ToArray(), units.ToArray());

    /// <summary>Present tags whose gateway went on for so long without them.</summary>
    internal Task<List<TagWatch>> Overdue(IReadOnlyCollection<short> shards, IReadOnlyDictionary<string, Instant> since, CancellationToken ct) => Query(
        "shard = any($1) and open_gateway = any($2) and exists (select from unnest($2::text[], $3::timestamptz[]) g (gateway, since) where open_gateway = gateway and open_last <= since)", ct,
        shards.ToArray(), since.Keys.ToArray(), since.Values.Select(at => at.ToDateTimeUtc()).ToArray());

    internal Task<List<TagWatch>> Gapped(IReadOnlyCollection<short> shards, CancellationToken ct) => Query("shard = any($1) and gapped", ct, shards.ToArray());

    internal Task<List<TagWatch>> Quiet(IReadOnlyCollection<short> shards, Instant since, CancellationToken ct) => Query(
        "shard = any($1) and self_reporting and not silent and handling_unit is not null and last_read <= $2", ct, shards.ToArray(), since.ToDateTimeUtc());

    internal Task<List<TagWatch>> OfShipment(IReadOnlyCollection<short> shards, string shipment, CancellationToken ct)
        => Query("shard = any($1) and shipment = $2", ct, shards.ToArray(), shipment);

    /// <summary>Tags that were on units of a shipment before.</summary>
    internal Task<List<TagWatch>> OfFormer(IReadOnlyCollection<short> shards, string shipment, CancellationToken ct)
        => Query("shard = any($1) and former @> to_jsonb($2)", ct, shards.ToArray(), shipment);

    internal Task<IReadOnlyList<(string Shipment, IReadOnlyList<UnitTerms> Terms)>> WatchedBy(string unit, Instant from, long position, CancellationToken ct)
        => WatchedUnits.Of(database, unit, from, position, ct);

    /// <summary>All tags of shards.</summary>
    internal async Task<List<string>> TagsOf(IReadOnlyCollection<short> shards, CancellationToken ct)
    {
        await using var all = database.CreateCommand("select tag from presence where shard = any($1)");
        all.Parameters.Add(new() { Value = shards.ToArray() });
        await using var rows = await all.ExecuteReaderAsync(ct);
        var tags = new List<string>();
        while (await rows.ReadAsync(ct)) tags.Add(rows.GetString(0));
        return tags;
    }

    internal async Task LoadActivity(GatewayActivity activity, CancellationToken ct)
    {
        await using var all = database.CreateCommand("select gateway, minute from gateway_activity");
        await using var rows = await all.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) activity.Add(rows.GetString(0), rows.GetInt64(1));
    }

    /// <summary>In order, so that two processes that write the same minutes wait for each other and do not lock each other out.</summary>
    internal static void SaveActivity(NpgsqlBatch batch, IReadOnlyCollection<(string Gateway, long Minute)> minutes)
    {
        if (minutes.Count == 0) return;
        var ordered = minutes.OrderBy(m => m.Gateway, StringComparer.Ordinal).ThenBy(m => m.Minute).ToArray();
        batch.Add(
            "insert into gateway_activity select * from unnest($1::text[], $2::bigint[]) on conflict do nothing",
            Array.ConvertAll(ordered, m => m.Gateway), Array.ConvertAll(ordered, m => m.Minute));
    }

    private async Task<List<TagWatch>> Query(string where, CancellationToken ct, params object[] values)
    {
        await using var find = database.CreateCommand($"select state, tail from presence where {where}");
        foreach (var value in values) find.Parameters.Add(new() { Value = value });
        await using var rows = await find.ExecuteReaderAsync(ct);
        var found = new List<TagWatch>();
        while (await rows.ReadAsync(ct))
        {
            var watch = EventJson.Deserialize<TagWatch>(rows.GetString(0));
            found.Add(rows.Text(1) is { } tail ? EventJson.Deserialize<WatchTail>(tail).Onto(watch) : watch);
        }

        return found;
    }
}
