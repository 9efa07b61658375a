using Logistics.EventStore;
using Logistics.Tags.Condition;
using Logistics.Tags.Fences;
using Logistics.Tags.Presence;
using Logistics.Tags.ShipmentWatches;
using Logistics.Tags.Tags;
using Logistics.Tags.Watching;
using NodaTime;

namespace Logistics.Tags.Tests.Watching;

/// <summary>A tag as the watch follows it: its reads, where it is put on and taken off, and what shipments say of its units.</summary>
internal sealed class WatchedTag
{
    private readonly List<JournaledRead> _seen = [];
    private readonly Dictionary<string, ShipmentWatch> _shipments = [];
    private readonly Dictionary<string, IReadOnlyDictionary<string, IReadOnlyList<UnitTerms>>> _wanted = [];
    private readonly WatchContext _context;
    private TagWatch _watch = TagWatch.Of("device:logger", TagKind.LoRaWan, "org-lenne");

    internal WatchedTag()
        => _context = new(
            new(new Dictionary<string, KnownReadPoint>(), FenceMap.None), new GatewayActivity(), PresenceRules.Default, null,
            (_, from) => _seen.Where(read => read.At >= from).OrderBy(read => read.At));

    /// <summary>Of its excursions, in order.</summary>
    internal List<object> Told { get; } = [];

    internal TagWatch Watch => _watch;

    internal void Read(params IEnumerable<Measurement> values)
    {
        var reads = values.Select(Read).ToArray();
        _seen.AddRange(reads.Where(read => !_seen.Exists(seen => seen.Id == read.Id)));
        Take(WatchStep.Take(_watch, reads, _context));
    }

    internal void Attach(string unit, Instant at) => Take(WatchStep.Attach(
        _watch, unit, at.WithOffset(Offset.FromHours(1)), _wanted.Where(w => w.Value.ContainsKey(unit)).Select(w => (w.Key, w.Value[unit])), _context));

    internal void Detach(Instant at) => Take(WatchStep.Detach(_watch, at.WithOffset(Offset.FromHours(1)), _context));

    /// <summary>A message about a shipment.</summary>
    internal void Hear(string shipmentId, Func<ShipmentWatch, Decision> decide)
    {
        foreach (var e in ((Decision.Accepted)decide(_shipments.GetValueOrDefault(shipmentId, ShipmentWatch.Initial))).Events)
        {
            _shipments[shipmentId] = ShipmentWatch.Stream.Evolve(_shipments.GetValueOrDefault(shipmentId, ShipmentWatch.Initial), e);
            var wanted = e switch
            {
                ShipmentWatchBegan began => began,
                ShipmentWatchAmended amended => amended.Wanted,
                ShipmentWatchEnded ended => ended.Wanted,
                var reopened => ((ShipmentWatchReopened)reopened).Again,
            };
            if (wanted is null) continue;
            _wanted.Remove(shipmentId);
            _wanted[shipmentId] = ShipmentTerms.Of(wanted);
            Take(WatchStep.Want(_watch, shipmentId, _wanted[shipmentId], e is ShipmentWatchReopened, _context));
        }
    }

    /// <summary>State as it is written and read back, and events.</summary>
    private void Take((TagWatch Watch, IReadOnlyList<object> Events) step)
    {
        _watch = EventJson.Deserialize<TagWatch>(EventJson.Serialize(step.Watch));
        Told.AddRange(step.Events.Where(e => e is ExcursionStarted or ExcursionEnded or ExcursionAmended or ExcursionWithdrawn));
    }

    private static JournaledRead Read(Measurement value)
    {
        var id = $"{value.At.ToUnixTimeTicks()}-{value.Value}";
        return new(
            1, 0, value.At + Duration.FromDays(1), "gw-1", "org-hub", null, null, "device:logger", value.At, value.OffsetMinutes, null, 1, -60, null, null,
            [new("temperature", value.Value, "CEL")], System.Text.Encoding.ASCII.GetBytes(id), id, default);
    }
}
