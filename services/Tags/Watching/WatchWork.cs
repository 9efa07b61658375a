using Logistics.EventStore;
using Logistics.Tags.Condition;
using Logistics.Tags.ShipmentWatches;
using Logistics.Tags.Tags;
using NodaTime;
using Npgsql;

namespace Logistics.Tags.Watching;

/// <summary>One step's work: the watches it touched, what they were told, and what has to be written with them.</summary>
internal sealed class WatchWork(WatchStore store, WatchContext context)
{
    private readonly Dictionary<string, TagWatch> _watches = [];
    private readonly HashSet<string> _changed = [];
    private readonly List<(string Tag, object Event)> _transitions = [];
    private readonly List<NpgsqlBatchCommand> _units = [];
    private readonly Dictionary<(string Unit, string Shipment), TemperatureBand?> _begun = [];
    private readonly HashSet<string> _ended = [];

    internal WatchContext Context { get; set; } = context;

    internal bool HasTransitions => _transitions.Count > 0;

    internal IEnumerable<TagWatch> Changed => _changed.Select(tag => _watches[tag]);

    internal async Task Take(List<JournaledRead> reads, CancellationToken ct)
    {
        var byTag = reads.GroupBy(read => read.Tag).ToDictionary(g => g.Key, g => g.ToList());
        foreach (var watch in await Load(byTag.Keys, ct)) Put(watch, WatchStep.Take(watch, byTag[watch.TagId], Context));
    }

    internal async Task Await(List<(string Gateway, Instant Since)> gateways, bool activityCameLate, CancellationToken ct)
    {
        if (gateways.Count > 0) foreach (var watch in Known(await store.Overdue(gateways, ct))) Put(watch, WatchStep.Await(watch, Context));
        if (activityCameLate) foreach (var watch in Known(await store.Gapped(ct))) Put(watch, WatchStep.Await(watch, Context));
    }

    /// <summary>Who is known to have been quiet for so long.</summary>
    /// <param name="everyone">The clock went on: look at all tags, not only at those of this step, whose reads may be old already.</param>
    internal async Task FallSilent(Instant since, bool everyone, CancellationToken ct)
    {
        if (everyone) Known(await store.Quiet(since, ct));
        foreach (var watch in _watches.Values.Where(watch => watch.IsQuiet(since)).ToArray()) Put(watch, WatchStep.FallSilent(watch));
    }

    internal async Task Take(StoredEvent e, CancellationToken ct)
    {
        switch (e.Data)
        {
            case TagRegistered registered:
                var fresh = TagWatch.Of(registered.TagId, registered.Kind, registered.Owner);
                Begin(fresh);
                Put(fresh, WatchStep.Take(fresh, Context.History(registered.TagId, Instant.FromUnixTimeTicks(0)), Context));
                break;
            case TagAttached attached:
                var condition = await ConditionOf(attached.HandlingUnitId, ct);
                foreach (var watch in await Load([Tag.Stream.KeyOf(e.StreamId)], ct))
                    Put(watch, WatchStep.Begin(watch, attached.HandlingUnitId, attached.At.ToInstant(), condition, Context));
                break;
            case TagDetached detached:
                foreach (var watch in await Load([Tag.Stream.KeyOf(e.StreamId)], ct))
                    Put(watch, WatchStep.Begin(watch, null, detached.At.ToInstant(), null, Context));
                break;
            case ShipmentWatchBegan began:
                await Begin(began, ct);
                break;
            case ShipmentWatchEnded ended:
                await End(ended.ShipmentId, ct);
                break;
        }
    }

    internal void Save(NpgsqlBatch batch)
    {
        foreach (var command in _units) batch.BatchCommands.Add(command);
        foreach (var tag in _changed) WatchStore.Save(batch, _watches[tag]);
        Transitions.Save(batch, _transitions);
    }

    private async Task Begin(ShipmentWatchBegan began, CancellationToken ct)
    {
        foreach (var unit in began.HandlingUnits)
        {
            _begun[(unit, began.ShipmentId)] = began.Temperature;
            _units.Add(WatchedUnits.Begin(unit, began.ShipmentId, began.Temperature));
        }

        if (began.Temperature is not { } band) return;
        foreach (var watch in await OnUnits(began.HandlingUnits, ct)) Put(watch, WatchStep.Watch(watch, WatchedUnits.Condition(began.ShipmentId, band), Context));
    }

    private async Task End(string shipmentId, CancellationToken ct)
    {
        _ended.Add(shipmentId);
        _units.Add(WatchedUnits.End(shipmentId));
        var ofShipment = Known(await store.OfShipment(shipmentId, ct)).Concat(_watches.Values.ToArray());
        foreach (var watch in ofShipment.Where(w => w.Condition?.ShipmentId == shipmentId).DistinctBy(w => w.TagId).ToArray())
            Put(watch, WatchStep.Watch(watch, null, Context));
    }

    private async Task<ConditionWatch?> ConditionOf(string unit, CancellationToken ct)
    {
        var stored = await store.WatchedBy(unit, ct);
        var begun = _begun.Where(b => b.Key.Unit == unit).Select(b => (b.Key.Shipment, Band: b.Value));
        var wanted = stored.Concat(begun).Where(w => w.Band is not null && !_ended.Contains(w.Shipment)).OrderBy(w => w.Shipment, StringComparer.Ordinal).LastOrDefault();
        return wanted.Band is { } band ? WatchedUnits.Condition(wanted.Shipment, band) : null;
    }

    private async Task<IReadOnlyList<TagWatch>> OnUnits(IReadOnlyList<string> units, CancellationToken ct)
    {
        Known(await store.OnUnits(units, ct));
        return [.. _watches.Values.Where(w => w.HandlingUnitId is { } unit && units.Contains(unit))];
    }

    private async Task<IReadOnlyList<TagWatch>> Load(IReadOnlyCollection<string> tags, CancellationToken ct)
    {
        var missing = tags.Where(tag => !_watches.ContainsKey(tag)).ToArray();
        if (missing.Length > 0) Known(await store.Find(missing, ct));
        return [.. tags.Where(_watches.ContainsKey).Select(tag => _watches[tag])];
    }

    /// <summary>What this step has already changed counts, not what is stored.</summary>
    private IReadOnlyList<TagWatch> Known(Dictionary<string, TagWatch> stored)
    {
        foreach (var (tag, watch) in stored) _watches.TryAdd(tag, watch);
        return [.. stored.Keys.Select(tag => _watches[tag])];
    }

    private void Begin(TagWatch fresh)
    {
        _watches[fresh.TagId] = fresh;
        _changed.Add(fresh.TagId);
    }

    private void Put(TagWatch before, (TagWatch Watch, IReadOnlyList<object> Events) after)
    {
        _transitions.AddRange(after.Events.Select(e => (before.TagId, e)));
        if (ReferenceEquals(before, after.Watch)) return;
        _watches[before.TagId] = after.Watch;
        _changed.Add(before.TagId);
    }
}
