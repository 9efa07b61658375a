using Logistics.EventStore;
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
    private readonly WantedUnits _wanted = new();

    internal WatchContext Context { get; set; } = context;

    internal IReadOnlyList<(string Tag, object Event)> Transitions => _transitions;

    /// <summary>Tags that are saved as a whole with this step.</summary>
    internal IReadOnlyCollection<string> Changed => _changed;

    /// <summary>Something that must be saved before the reader may move on.</summary>
    internal bool HasNews => _changed.Count > 0 || _wanted.Commands.Count > 0 || _transitions.Count > 0;

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
                Put(fresh, WatchStep.Take(fresh, [.. Context.History(registered.TagId, EventTimeRange.First)], Context), always: true);
                return registered.TagId;
            case TagAttached attached when IsOurs(Tag.Stream.KeyOf(e.StreamId)):
                var wanted = await _wanted.Of(store, attached.HandlingUnitId, attached.At.ToInstant(), e.Position, ct);
                foreach (var watch in await Load([Tag.Stream.KeyOf(e.StreamId)], ct)) Put(watch, WatchStep.Attach(watch, attached.HandlingUnitId, attached.At, wanted, Context));
                break;
            case TagDetached detached when IsOurs(Tag.Stream.KeyOf(e.StreamId)):
                foreach (var watch in await Load([Tag.Stream.KeyOf(e.StreamId)], ct)) Put(watch, WatchStep.Detach(watch, detached.At, Context));
                break;
            case ShipmentWatchBegan { AfterEnd: false } began:
                await Want(began, false, e.Position, ct);
                break;
            case ShipmentWatchAmended { Wanted: { } amended }:
                await Want(amended, false, e.Position, ct);
                break;
            case ShipmentWatchReopened { Again: { } again }:
                await Want(again, true, e.Position, ct);
                break;
            case ShipmentWatchEnded { At: null } ended:
                await End(ended.ShipmentId, e.Position, ct);
                break;
            case ShipmentWatchEnded { Wanted: { } over }:
                await Want(over, false, e.Position, ct);
                break;
        }

        return null;
    }

    internal void Save(NpgsqlBatch batch)
    {
        foreach (var command in _wanted.Commands) batch.BatchCommands.Add(command);
        PresenceRows.SaveWhole(batch, [.. _changed.Select(tag => cache.Find(tag)!)]);
    }

    private static bool IsOverdue(TagWatch watch, IReadOnlyDictionary<string, Instant> since)
        => watch.Awaited is { } last && since.TryGetValue(last.Read.GatewayId, out var at) && last.At <= at;

    private bool IsOurs(string tag) => shards.Contains(Shards.Of(tag));

    private async Task Want(ShipmentWatchBegan wanted, bool again, long position, CancellationToken ct)
    {
        var (shipment, terms) = (wanted.ShipmentId, ShipmentTerms.Of(wanted));
        if (terms.Values.All(of => of.All(t => t.Limits.Count == 0))) return;
        _wanted.Put(shipment, terms, again, position);
        var saved = Known([.. await store.OnUnits(shards, [.. terms.Keys], ct), .. await store.OfFormer(shards, shipment, ct)]);
        foreach (var watch in Also(saved, w => (w.HandlingUnitId is { } unit && terms.ContainsKey(unit)) || w.FormerShipments.Contains(shipment)))
            Put(watch, WatchStep.Want(watch, shipment, terms, again, Context));
    }

    private async Task End(string shipmentId, long position, CancellationToken ct)
    {
        _wanted.End(shipmentId, position);
        foreach (var watch in Also(Known(await store.OfShipment(shards, shipmentId, ct)), w => w.ShipmentId == shipmentId)) Put(watch, WatchStep.Pause(watch, shipmentId));
    }

    /// <summary>What is saved, and what this step has changed.</summary>
    private TagWatch[] Also(IEnumerable<TagWatch> saved, Func<TagWatch, bool> which)
        => [.. saved.Concat(_changed.Select(tag => cache.Find(tag)!)).Where(which).DistinctBy(w => w.TagId)];

    private async Task<IReadOnlyList<TagWatch>> Load(IReadOnlyCollection<string> tags, CancellationToken ct)
    {
        var found = new List<TagWatch>(tags.Count);
        var missing = new List<string>();
        foreach (var tag in tags)
        {
            if (cache.Find(tag) is { } watch) found.Add(watch);
            else missing.Add(tag);
        }

        if (missing.Count > 0) found.AddRange(Known(await store.Find(shards, missing, ct)));
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
