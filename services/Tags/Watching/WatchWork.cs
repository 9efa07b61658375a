using Logistics.EventStore;
using Logistics.Tags.Condition;
using Logistics.Tags.ShipmentWatches;
using Logistics.Tags.Tags;
using NodaTime;
using Npgsql;

namespace Logistics.Tags.Watching;

/// <summary>One step's work for the tags of some shards: the watches it changed, what is told of them, and what is written with them.</summary>
internal sealed class WatchWork(WatchStore store, WatchCache cache, IReadOnlySet<short> shards, WatchContext context)
{
    private readonly HashSet<string> _changed = [];
    private readonly List<(string Tag, object Event)> _transitions = [];
    private readonly List<NpgsqlBatchCommand> _units = [];
    private readonly List<(string Unit, string Shipment, IReadOnlyList<ConditionLimits> Limits)> _begun = [];
    private readonly HashSet<string> _ended = [];

    internal WatchContext Context { get; set; } = context;

    internal IReadOnlyList<(string Tag, object Event)> Transitions => _transitions;

    /// <summary>Tags that are saved as a whole with this step.</summary>
    internal IReadOnlyCollection<string> Changed => _changed;

    /// <summary>Something that must be saved before the reader may move on.</summary>
    internal bool HasNews => _changed.Count > 0 || _units.Count > 0 || _transitions.Count > 0;

    internal async Task Take(List<JournaledRead> reads, CancellationToken ct)
    {
        var byTag = new Dictionary<string, List<JournaledRead>>();
        foreach (var read in reads)
        {
            if (!byTag.TryGetValue(read.Tag, out var ofTag)) byTag[read.Tag] = ofTag = [];
            ofTag.Add(read);
        }

        foreach (var watch in await Load(byTag.Keys, ct)) Put(watch, WatchStep.Take(watch, byTag[watch.TagId], Context));
    }

    /// <summary>The gateways' clocks went on: who was last seen by one of them, long ago?</summary>
    internal async Task Await(IReadOnlyDictionary<string, Instant> since, bool activityCameLate, CancellationToken ct)
    {
        if (since.Count > 0)
        {
            var saved = Known(await store.Overdue(shards, since, ct));
            foreach (var watch in saved.Concat(cache.Unsaved).Where(w => IsOverdue(w, since)).DistinctBy(w => w.TagId).ToArray()) Put(watch, WatchStep.Await(watch, Context));
        }

        if (activityCameLate) foreach (var watch in Known(await store.Gapped(shards, ct))) Put(watch, WatchStep.Await(watch, Context));
    }

    /// <summary>Who is known to have been quiet for so long.</summary>
    /// <param name="everyone">The clock went on: look at all tags, not only at those of this step, whose reads may be old already.</param>
    internal async Task FallSilent(Instant since, bool everyone, IEnumerable<string> read, CancellationToken ct)
    {
        var candidates = everyone ? Known(await store.Quiet(shards, since, ct)) : [];
        foreach (var watch in candidates.Concat(_changed.Concat(read).Select(cache.Find).OfType<TagWatch>()).Where(w => w.IsQuiet(since)).DistinctBy(w => w.TagId).ToArray())
            Put(watch, WatchStep.FallSilent(watch, Context.Activity));
    }

    /// <returns>A tag that is registered now.</returns>
    internal async Task<string?> Take(StoredEvent e, CancellationToken ct)
    {
        switch (e.Data)
        {
            case TagRegistered registered when IsOurs(registered.TagId):
                // Taken back into service: all of it is known.
                if ((await Load([registered.TagId], ct)).Count > 0) break;
                var fresh = TagWatch.Of(registered.TagId, registered.Kind, registered.Owner);
                Put(fresh, WatchStep.Take(fresh, Context.History(registered.TagId, Instant.FromUnixTimeTicks(0)), Context), always: true);
                return registered.TagId;
            case TagAttached attached when IsOurs(Tag.Stream.KeyOf(e.StreamId)):
                var conditions = await ConditionsOf(attached.HandlingUnitId, e.Position, ct);
                foreach (var watch in await Load([Tag.Stream.KeyOf(e.StreamId)], ct))
                    Put(watch, WatchStep.Begin(watch, attached.HandlingUnitId, attached.At.ToInstant(), conditions, Context));
                break;
            case TagDetached detached when IsOurs(Tag.Stream.KeyOf(e.StreamId)):
                foreach (var watch in await Load([Tag.Stream.KeyOf(e.StreamId)], ct))
                    Put(watch, WatchStep.Begin(watch, null, detached.At.ToInstant(), [], Context));
                break;
            case ShipmentWatchBegan { AfterEnd: false } began:
                await Begin(began, e.Position, watch => watch.ShipmentId != began.ShipmentId, ct);
                break;
            case ShipmentWatchReopened { Again: { } again }:
                _ended.Remove(again.ShipmentId);

                // Whoever has booked the unit since keeps it.
                await Begin(again, e.Position, watch => watch.ShipmentId is null, ct);
                break;
            case ShipmentWatchEnded ended:
                await End(ended.ShipmentId, e.Position, ct);
                break;
        }

        return null;
    }

    internal void Save(NpgsqlBatch batch)
    {
        foreach (var command in _units) batch.BatchCommands.Add(command);
        PresenceRows.SaveWhole(batch, [.. _changed.Select(tag => cache.Find(tag)!)]);
    }

    private static bool IsOverdue(TagWatch watch, IReadOnlyDictionary<string, Instant> since)
        => watch.Awaited is { } last && since.TryGetValue(last.Read.GatewayId, out var at) && last.At <= at;

    private bool IsOurs(string tag) => shards.Contains(Shards.Of(tag));

    private async Task Begin(ShipmentWatchBegan began, long position, Func<TagWatch, bool> which, CancellationToken ct)
    {
        var limits = began.Limits;
        _begun.AddRange(began.HandlingUnits.Select(unit => (unit, began.ShipmentId, limits)));
        _units.Add(WatchedUnits.Begin(began.HandlingUnits, began.ShipmentId, limits, position));
        if (limits.Count == 0) return;
        foreach (var watch in await OnUnits(began.HandlingUnits, ct))
        {
            if (which(watch)) Put(watch, WatchStep.Watch(watch, [.. limits.Select(l => ConditionWatch.Of(began.ShipmentId, l))], Context));
        }
    }

    private async Task End(string shipmentId, long position, CancellationToken ct)
    {
        _ended.Add(shipmentId);
        _units.Add(WatchedUnits.End(shipmentId, position));
        var changed = _changed.Select(tag => cache.Find(tag)!);
        foreach (var watch in Known(await store.OfShipment(shards, shipmentId, ct)).Concat(changed).Where(w => w.ShipmentId == shipmentId).DistinctBy(w => w.TagId).ToArray())
            Put(watch, WatchStep.Pause(watch));
    }

    private async Task<IReadOnlyList<ConditionWatch>> ConditionsOf(string unit, long position, CancellationToken ct)
    {
        var stored = await store.WatchedBy(unit, position, ct);
        var begun = _begun.Where(b => b.Unit == unit && b.Limits.Count > 0).Select(b => (b.Shipment, b.Limits));
        var (shipment, limits) = stored.Concat(begun).Where(w => !_ended.Contains(w.Shipment)).OrderBy(w => w.Shipment, StringComparer.Ordinal).LastOrDefault();
        return shipment is null ? [] : [.. limits.Select(l => ConditionWatch.Of(shipment, l))];
    }

    private async Task<IReadOnlyList<TagWatch>> OnUnits(IReadOnlyList<string> units, CancellationToken ct)
    {
        var saved = Known(await store.OnUnits(shards, units, ct));
        return [.. saved.Concat(_changed.Select(tag => cache.Find(tag)!)).Where(w => w.HandlingUnitId is { } unit && units.Contains(unit)).DistinctBy(w => w.TagId)];
    }

    private async Task<IReadOnlyList<TagWatch>> Load(IReadOnlyCollection<string> tags, CancellationToken ct)
    {
        var found = new List<TagWatch>(tags.Count);
        var missing = new List<string>();
        foreach (var tag in tags)
        {
            if (cache.Find(tag) is { } watch) found.Add(watch);
            else missing.Add(tag);
        }

        if (missing.Count > 0) found.AddRange(Known(await store.Find(missing, ct)));
        return found;
    }

    /// <summary>What is in the cache counts, not what is saved.</summary>
    private List<TagWatch> Known(List<TagWatch> saved)
    {
        for (var i = 0; i < saved.Count; i++)
        {
            if (cache.Find(saved[i].TagId) is { } newer) saved[i] = newer;
            else cache.PutSaved(saved[i]);
        }

        return saved;
    }

    private void Put(TagWatch before, (TagWatch Watch, IReadOnlyList<object> Events) after, bool always = false)
    {
        foreach (var told in after.Events) _transitions.Add((before.TagId, told));
        if (ReferenceEquals(before, after.Watch) && !always) return;
        cache.PutMoved(after.Watch);
        if (always || after.Events.Count > 0 || !WatchTail.IsAllBetween(before, after.Watch)) _changed.Add(before.TagId);
    }
}
