using Logistics.Tags.Condition;
using Logistics.Tags.Presence;
using Logistics.Tags.Tags;
using NodaTime;

namespace Logistics.Tags.Watching;

/// <summary>What the watch decides with: pure but for <see cref="History"/>, which reads what was journaled.</summary>
/// <param name="LowBattery">Below which a battery is low; null: nobody asks.</param>
/// <param name="History">A tag's reads from an event time on, in its order, as far as the watch has come.</param>
internal sealed record WatchContext(Places Places, GatewayActivity Activity, PresenceRules Rules, Band? LowBattery, Func<string, Instant, IEnumerable<JournaledRead>> History);

/// <summary>From reads to the state of a tag and the events that tell it.</summary>
internal static class WatchStep
{
    /// <summary>New reads of a tag, in any order.</summary>
    internal static (TagWatch Watch, IReadOnlyList<object> Events) Take(TagWatch watch, IReadOnlyCollection<JournaledRead> reads, WatchContext context)
    {
        var events = new List<object>();
        return Take(watch.Former is null ? watch : TakeLate(watch, watch.Former, reads, context, events), reads, context, events);
    }

    private static TagWatch TakeLate(TagWatch watch, IReadOnlyList<FormerUnit> former, IReadOnlyCollection<JournaledRead> reads, WatchContext context, List<object> events)
        => reads.All(read => read.At >= former[^1].Until.ToInstant()) ? watch : watch with { Former = [.. former.Select(f => f.Take(watch.TagId, reads, context, events))] };

    private static (TagWatch Watch, IReadOnlyList<object> Events) Take(TagWatch watch, IEnumerable<JournaledRead> reads, WatchContext context, List<object> events)
    {
        var news = reads.Where(read => watch.From is not { } from || read.At >= from).OrderBy(read => read.At).ToArray();
        if (news.Length == 0) return (watch, events);

        var fixes = FixSightings.Of(news, watch.Fix, context.Places, context.Rules);
        if (!watch.Sighted) events.Add(Sighted(watch, context.Places.SightingOf(news[0])));

        var heardAgain = watch.Silent ? Array.Find(news, read => watch.Last is null || read.At > watch.Last.At) : null;
        if (heardAgain is not null) events.Add(new TagHeardAgain(watch.HandlingUnitId, EventTime(heardAgain.Reference())));

        var track = fixes.DisturbedFrom is { } disturbed
            ? watch.Track.Rebuild(disturbed, from => Sightings(watch, from, context), context.Activity, context.Rules)
            : watch.Track.See(fixes.News, from => Sightings(watch, from, context), context.Activity, context.Rules);
        var conditions = watch.Conditions.Count == 0 ? watch.Conditions : UnitConditions.See(watch.Conditions, news, from => History(watch, from, context));
        var after = Latest(watch, news, context.Places) with
        {
            Sighted = true,
            Silent = watch.Silent && heardAgain is null,
            Track = track,
            Fix = fixes.Last,
            Conditions = conditions,
            Charge = ChargeOf(watch, news, context),
        };
        return Tell(watch, after, events);
    }

    /// <summary>A new level holds for what comes.</summary>
    private static SpellWatch? ChargeOf(TagWatch watch, JournaledRead[] news, WatchContext context)
    {
        if (context.LowBattery is not { } band || !Array.Exists(news, read => read.Battery is not null)) return watch.Charge;
        var charge = watch.Charge is { } known ? known.Band == band ? known : known with { Band = band } : new(band, [], null);
        return charge.See(Charges(news), from => Charges(History(watch, from, context)).Order());
    }

    /// <summary>The gateways' clocks went on, or activity came late.</summary>
    internal static (TagWatch Watch, IReadOnlyList<object> Events) Await(TagWatch watch, WatchContext context)
    {
        var track = watch.Track.Torn(context.Activity, context.Rules) is { } torn
            ? watch.Track.Rebuild(torn, from => Sightings(watch, from, context), context.Activity, context.Rules)
            : watch.Track.Await(context.Activity, context.Rules);
        var after = watch with { Track = track };
        return Tell(watch, after, []);
    }

    /// <summary>Begins the episode after an attachment and takes up what was read in it already.</summary>
    /// <param name="wanted">By shipments, in the order of their bookings.</param>
    internal static (TagWatch Watch, IReadOnlyList<object> Events) Attach(
        TagWatch watch, string unit, OffsetDateTime at, IEnumerable<(string ShipmentId, IReadOnlyList<UnitTerms> Terms)> wanted, WatchContext context)
    {
        var conditions = wanted.Aggregate((IReadOnlyList<ConditionWatch>)[], (known, of) => [.. known, .. UnitConditions.Fresh(known, of.ShipmentId, of.Terms, at.ToInstant())]);
        return Begin(watch.Begin(unit, at.ToInstant()) with { Conditions = conditions }, context, []);
    }

    /// <summary>The same after a detachment. What was told of the unit's conditions, and lasts, is over.</summary>
    internal static (TagWatch Watch, IReadOnlyList<object> Events) Detach(TagWatch watch, OffsetDateTime at, WatchContext context)
    {
        var events = new List<object>();
        var former = FormerUnit.Of(watch, at, context, events) is { } left ? [.. (watch.Former ?? []).TakeLast(FormerUnit.Most - 1), left] : watch.Former;
        return Begin(watch.Begin(null, at.ToInstant()) with { Former = former }, context, events);
    }

    private static (TagWatch Watch, IReadOnlyList<object> Events) Begin(TagWatch watch, WatchContext context, List<object> events)
        => Take(watch, context.History(watch.TagId, watch.From!.Value), context, events);

    /// <summary>What a shipment allows its units, of all times: the one it is on, and those it was on.</summary>
    /// <param name="again">It was closed, and is not: whoever has booked a unit since keeps it.</param>
    internal static (TagWatch Watch, IReadOnlyList<object> Events) Want(
        TagWatch watch, string shipmentId, IReadOnlyDictionary<string, IReadOnlyList<UnitTerms>> terms, bool again, WatchContext context)
    {
        var events = new List<object>();
        if (watch.Former is { } former)
            watch = watch with { Former = [.. former.Select(f => terms.TryGetValue(f.HandlingUnitId, out var then) ? f.Want(watch.TagId, shipmentId, then, context, events) : f)] };
        if (watch.HandlingUnitId is not { } unit || !terms.TryGetValue(unit, out var now) || (again && watch.Conditions.Any(c => c.GoesOn && c.ShipmentId != shipmentId)))
            return (watch, events);
        var (before, after) = UnitConditions.Want(watch.Conditions, shipmentId, now, watch.From ?? EventTimeRange.First, from => History(watch, from, context));
        return (watch with { Conditions = UnitConditions.Tell(before, after, unit, watch.From, events) }, events);
    }

    /// <summary>The shipment wants it no longer, nobody knows since when.</summary>
    internal static (TagWatch Watch, IReadOnlyList<object> Events) Pause(TagWatch watch, string shipmentId)
        => (watch with { Conditions = [.. watch.Conditions.Select(c => c.ShipmentId == shipmentId ? c with { Paused = true } : c)] }, []);

    internal static (TagWatch Watch, IReadOnlyList<object> Events) FallSilent(TagWatch watch, GatewayActivity activity)
    {
        var last = watch.Last!;
        var mute = last.GatewayId is { } gateway && watch.TagId != $"device:{gateway}" && !(activity.Watermark(gateway) > last.At) ? gateway : null;
        return (watch with { Silent = true }, [new TagFellSilent(watch.HandlingUnitId, At(last.At, last.OffsetMinutes), mute)]);
    }

    private static IEnumerable<JournaledRead> History(TagWatch watch, Instant from, WatchContext context)
        => context.History(watch.TagId, watch.From is { } begin ? Instant.Max(begin, from) : from);

    private static IEnumerable<Sighting> Sightings(TagWatch watch, Instant from, WatchContext context)
        => FixSightings.Since(from, since => History(watch, since, context), context.Places, context.Rules);

    private static TagSighted Sighted(TagWatch watch, Sighting first)
        => new(watch.HandlingUnitId, first.AtHub ? first.HubId : null, first.ReadPointId, first.Time);

    private static TagWatch Latest(TagWatch watch, JournaledRead[] news, Places places)
    {
        var last = news[^1];
        if (watch.Last is { } known && known.At > last.At) return watch;
        var placed = Array.FindLast(news, read => places.PositionOf(read) is not null);
        return watch with
        {
            Last = new(last.At, last.OffsetMinutes, last.ReadPointId, last.Owner) { GatewayId = last.Gateway },
            Position = placed is null ? watch.Position : places.PositionOf(placed),
            Battery = Array.FindLast(news, read => read.Battery is not null)?.Battery ?? watch.Battery,
        };
    }

    private static (TagWatch Watch, IReadOnlyList<object> Events) Tell(TagWatch before, TagWatch after, List<object> events)
    {
        var (visits, changes) = VisitChange.Tell(before.Track.Visits, after.Track.Visits);
        events.AddRange(changes.Select(change => Event(after.HandlingUnitId, change)));
        (var charge, var change) = ChargeChange.Tell(before.Charge, after.Charge);
        if (!ReferenceEquals(charge, after.Charge)) after = after with { Charge = charge };
        if (change is not null) events.Add(Event(after.HandlingUnitId, change));
        if (after.HandlingUnitId is { } unit && UnitConditions.Tell(before.Conditions, after.Conditions, unit, after.From, events) is var told && told != after.Conditions)
            after = after with { Conditions = told };
        return (ReferenceEquals(visits, after.Track.Visits) ? after : after with { Track = after.Track with { Visits = visits } }, events);
    }

    private static object Event(string? unit, ChargeChange change) => change switch
    {
        ChargeChange.Low low => new BatteryFellLow(unit, low.Since.Time, (int)low.Percent),
        ChargeChange.Recovered { At: var at } => new BatteryRecovered(unit, at.Time, (int)at.Value),
        _ => throw new ArgumentException($"Unexpected {change}.", nameof(change)),
    };

    private static object Event(string? unit, VisitChange change)
    {
        var (visit, departure) = (change.Visit, change.Visit.Departure);
        return change switch
        {
            VisitChange.Arrived => new TagArrived(
                unit, visit.HubId, visit.First.ReadPointId, visit.First.Time, change.Mends, visit.First.Reads, visit.First.IsInterpolated),
            VisitChange.Departed => new TagDeparted(
                unit, visit.HubId, visit.Last.ReadPointId, visit.Last.Time, departure!.Cause, change.Mends, Evidence(visit), visit.Last.IsInterpolated),
            VisitChange.Amended amended => new VisitAmended(unit, visit.HubId, visit.First.ReadPointId, amended.Was, VisitTimes.Of(visit)),
            VisitChange.Withdrawn withdrawn => new VisitWithdrawn(unit, visit.HubId, withdrawn.Was),
            _ => throw new ArgumentException($"Unexpected {change}.", nameof(change)),
        };
    }

    /// <summary>The read that decided first, then the last one of the stay.</summary>
    private static IReadOnlyList<ReadReference> Evidence(Visit visit)
        => [.. (visit.Departure?.Evidence is { } decided ? visit.Last.Reads.Prepend(decided.Read) : visit.Last.Reads).DistinctBy(read => read.Id)];

    private static IEnumerable<Measurement> Charges(IEnumerable<JournaledRead> reads)
        => reads.Where(read => read.Battery is not null).Select(read => new Measurement(read.At, read.OffsetMinutes, read.Battery!.Value));

    private static OffsetDateTime EventTime(ReadReference read) => At(read.EventTime, read.OffsetMinutes);

    private static OffsetDateTime At(Instant at, int offsetMinutes) => at.WithOffset(Offset.FromSeconds(offsetMinutes * 60));
}
