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
    internal static (TagWatch Watch, IReadOnlyList<object> Events) Take(TagWatch watch, IEnumerable<JournaledRead> reads, WatchContext context)
    {
        var news = reads.Where(read => watch.From is not { } from || read.At >= from).OrderBy(read => read.At).ToArray();
        if (news.Length == 0) return (watch, []);

        var events = new List<object>();
        var fixes = FixSightings.Of(news, watch.Fix, context.Places, context.Rules);
        if (!watch.Sighted) events.Add(Sighted(watch, context.Places.SightingOf(news[0])));

        var heardAgain = watch.Silent ? Array.Find(news, read => watch.Last is null || read.At > watch.Last.At) : null;
        if (heardAgain is not null) events.Add(new TagHeardAgain(watch.HandlingUnitId, EventTime(heardAgain.Reference())));

        var track = fixes.DisturbedFrom is { } disturbed
            ? watch.Track.Rebuild(disturbed, from => Sightings(watch, from, context), context.Activity, context.Rules)
            : watch.Track.See(fixes.News, from => Sightings(watch, from, context), context.Activity, context.Rules);
        var conditions = watch.Conditions.Select(c => c.Paused ? c : c.See(
            Measurements(news, c.Kind), from => Measurements(History(watch, from, context), c.Kind).Order())).ToArray();
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

    /// <summary>Begins the episode after an attachment or detachment and takes up what was read in it already.</summary>
    internal static (TagWatch Watch, IReadOnlyList<object> Events) Begin(TagWatch watch, string? unit, Instant from, IReadOnlyList<ConditionWatch> conditions, WatchContext context)
        => Take(watch.Begin(unit, from) with { Conditions = conditions }, context.History(watch.TagId, from), context);

    /// <summary>A shipment wants the unit watched; or again: then it goes on from what was told.</summary>
    internal static (TagWatch Watch, IReadOnlyList<object> Events) Watch(TagWatch watch, IReadOnlyList<ConditionWatch> conditions, WatchContext context)
    {
        var from = watch.From ?? Instant.FromUnixTimeTicks(0);
        var wanted = conditions.Select(c => watch.Conditions.FirstOrDefault(k => (k.ShipmentId, k.Kind) == (c.ShipmentId, c.Kind)) is { } known
            ? known with { Band = c.Band, Paused = false }
            : c).ToArray();
        var seen = wanted.Select(c => c.See(
            Measurements(History(watch, from, context), c.Kind), since => Measurements(History(watch, since, context), c.Kind).Order())).ToArray();
        return Tell(watch with { Conditions = wanted }, watch with { Conditions = seen }, []);
    }

    /// <summary>The shipment wants it no longer.</summary>
    internal static (TagWatch Watch, IReadOnlyList<object> Events) Pause(TagWatch watch)
        => (watch with { Conditions = [.. watch.Conditions.Select(c => c with { Paused = true })] }, []);

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
        if (after.HandlingUnitId is { } unit && !SameSpells(before.Conditions, after.Conditions)) after = after with { Conditions = TellConditions(before, after, unit, events) };
        return (ReferenceEquals(visits, after.Track.Visits) ? after : after with { Track = after.Track with { Visits = visits } }, events);
    }

    private static bool SameSpells(IReadOnlyList<ConditionWatch> before, IReadOnlyList<ConditionWatch> after)
    {
        for (var i = 0; i < after.Count; i++)
        {
            if (!before[i].Spells.SequenceEqual(after[i].Spells)) return false;
        }

        return true;
    }

    private static ConditionWatch[] TellConditions(TagWatch before, TagWatch after, string unit, List<object> events)
    {
        var episode = after.From is { } from ? $"{from.ToUnixTimeSeconds()}" : "0";
        var told = new ConditionWatch[after.Conditions.Count];
        for (var i = 0; i < told.Length; i++)
        {
            (told[i], var changes) = ConditionChange.Tell(before.Conditions[i], after.Conditions[i], episode);
            events.AddRange(changes.Select(change => ExcursionEvents.Of(unit, told[i], change)));
        }

        return told;
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

    /// <summary>One value a read: of several sensors of a kind the first is the unit's own.</summary>
    private static IEnumerable<Measurement> Measurements(IEnumerable<JournaledRead> reads, string kind)
    {
        var quantity = Quantity.Of(kind)!;
        foreach (var read in reads)
        {
            if (read.Sensors.FirstOrDefault(s => s.Type == kind) is { } sensor && quantity.Convert(sensor.Value, sensor.Unit) is { } value)
                yield return new(read.At, read.OffsetMinutes, value);
        }
    }

    private static IEnumerable<Measurement> Charges(IEnumerable<JournaledRead> reads)
        => reads.Where(read => read.Battery is not null).Select(read => new Measurement(read.At, read.OffsetMinutes, read.Battery!.Value));

    private static OffsetDateTime EventTime(ReadReference read) => At(read.EventTime, read.OffsetMinutes);

    private static OffsetDateTime At(Instant at, int offsetMinutes) => at.WithOffset(Offset.FromSeconds(offsetMinutes * 60));
}
