using Logistics.EventStore;
using Logistics.Tags.HandlingUnits;
using Logistics.Tags.Tags;
using Logistics.Tags.Tests.HandlingUnits;
using Logistics.Tags.Watching;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Logistics.Tags.Tests.Hub.Load;

/// <summary>All that the hub's log has, and what the watch knows, by a look into the database when it is quiet.</summary>
internal sealed class WhatWasTold
{
    private readonly ILookup<string, StoredEvent> streams;
    private readonly Dictionary<string, TagWatch> watches;

    private WhatWasTold(IReadOnlyList<StoredEvent> events, IEnumerable<TagWatch> watches)
    {
        (Events, streams) = (events, events.ToLookup(e => e.StreamId));
        this.watches = watches.ToDictionary(watch => watch.TagId);
    }

    internal IReadOnlyList<StoredEvent> Events { get; }

    internal static async Task<WhatWasTold> Of(string database, IEnumerable<TaggedUnit> units)
    {
        await using var services = new ServiceCollection().AddLogging().AddEventStore(database, TagsModule.Log).BuildServiceProvider();
        var (log, events) = (services.GetRequiredService<IEventLog>(), new List<StoredEvent>());
        while (await log.ReadLog(events.Count == 0 ? 0 : events[^1].Position, 5_000, CancellationToken.None) is { Count: > 0 } page) events.AddRange(page);
        short[] shards = [.. Enumerable.Range(0, Shards.Count).Select(shard => (short)shard)];
        var watches = await new WatchStore(services.GetRequiredService<NpgsqlDataSource>()).Find(shards, [.. units.Select(u => u.TagId)], CancellationToken.None);
        return new(events, watches);
    }

    internal TagWatch Watch(TaggedUnit unit) => watches[unit.TagId];

    internal IEnumerable<object> Of(TaggedUnit unit) => streams[Tag.Stream.IdOf(unit.TagId)].Select(e => e.Data);

    internal IEnumerable<object> OfUnit(string unitId) => streams[HandlingUnit.Stream.IdOf(unitId)].Select(e => e.Data);

    /// <summary>While the tag was on its unit.</summary>
    internal IReadOnlyList<ToldVisit> Visits(TaggedUnit unit)
        => [.. ToldVisitsOracle.Of(unit.TagId, Of(unit)).Where(visit => visit.UnitId == unit.UnitId).OrderBy(visit => visit.Times.ArrivedAt.ToInstant())];

    /// <summary>What stands of what was told of a unit because of its containers.</summary>
    /// <exception cref="InvalidOperationException">Told while it stands, or taken back though it does not.</exception>
    internal List<Carried> Carried(string unitId)
    {
        var standing = new List<Carried>();
        foreach (var e in OfUnit(unitId))
        {
            switch (e)
            {
                case UnitArrived a:
                    Tell(new(a.ContainerId, a.TagId, a.HubId, a.ReadPointId, a.Times));
                    break;
                case UnitDeparted d:
                    Tell(new(d.ContainerId, d.TagId, d.HubId, d.ReadPointId, d.Times));
                    break;
                case UnitVisitWithdrawn w:
                    TakeBack(new(w.ContainerId, w.TagId, w.HubId, null, w.Was));
                    break;
                case UnitVisitAmended v:
                    TakeBack(new(v.ContainerId, v.TagId, v.HubId, v.ReadPointId, v.Was));
                    if (v.Was.DepartedAt is null == v.Now.DepartedAt is null) Tell(new(v.ContainerId, v.TagId, v.HubId, v.ReadPointId, v.Now));
                    break;
            }
        }

        return standing;

        void Tell(InsideMove move)
        {
            if (standing.Contains(Load.Carried.Of(move))) throw new InvalidOperationException($"{unitId} was told twice: {move}");
            standing.Add(Load.Carried.Of(move));
        }

        void TakeBack(InsideMove move)
        {
            if (!standing.Remove(Load.Carried.Of(move))) throw new InvalidOperationException($"{unitId} was not told: {move}");
        }
    }
}
