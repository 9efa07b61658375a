using Logistics.Tags.Condition;
using NodaTime;

namespace Logistics.Tags.Watching;

/// <summary>The conditions of a unit by one tag's measurements, of one attachment: judged, and told.</summary>
internal static class UnitConditions
{
    /// <summary>Shipments that are over, of one attachment, which late reads still amend.</summary>
    private const int MostOver = 3;

    /// <param name="history">The attachment's reads from an event time on, with the news.</param>
    internal static ConditionWatch[] See(IReadOnlyList<ConditionWatch> conditions, IReadOnlyCollection<JournaledRead> news, Func<Instant, IEnumerable<JournaledRead>> history)
        => [.. conditions.Select(c => c.Paused ? c : c.See(Measurements(news, c.Kind), Values(c.Kind, history)))];

    /// <summary>Those that a shipment wants and that are not watched yet, before any measurement.</summary>
    /// <param name="from">Event time of the attachment.</param>
    internal static IEnumerable<ConditionWatch> Fresh(IReadOnlyList<ConditionWatch> known, string shipmentId, IReadOnlyList<UnitTerms> terms, Instant from)
    {
        if (UnitTerms.EndOf(terms) <= from) return [];
        var ofShipment = known.Where(c => c.ShipmentId == shipmentId).ToArray();
        var since = ofShipment.Length > 0 ? ofShipment[0].Since : FreeFrom(known);
        var numbered = known.Select(c => c.Numbered).DefaultIfEmpty().Max();
        return Wanted(shipmentId, terms, since).ExceptBy(ofShipment.Select(c => c.Kind), c => c.Kind).Select(c => c with { Since = since, Numbered = numbered });
    }

    /// <summary>What a shipment allows now, of all times, in place of what it allowed before.</summary>
    /// <returns>As they were, with those that are new, and as they are.</returns>
    internal static (IReadOnlyList<ConditionWatch> Before, IReadOnlyList<ConditionWatch> After) Want(
        IReadOnlyList<ConditionWatch> conditions, string shipmentId, IReadOnlyList<UnitTerms> terms, Instant from, Func<Instant, IEnumerable<JournaledRead>> history)
    {
        ConditionWatch[] known = [.. conditions.Except(LongOver(conditions, shipmentId))], fresh = [.. Fresh(known, shipmentId, terms, from)];
        return ([.. known, .. fresh], [.. Judge(known, shipmentId, terms, history), .. fresh.Select(c => TakeUp(c, history))]);
    }

    /// <summary>The same of those that are watched already.</summary>
    internal static IReadOnlyList<ConditionWatch> Judge(
        IReadOnlyList<ConditionWatch> known, string shipmentId, IReadOnlyList<UnitTerms> terms, Func<Instant, IEnumerable<JournaledRead>> history)
    {
        return [.. known.Select(c => c.ShipmentId == shipmentId && Wanted(shipmentId, terms, c.Since).FirstOrDefault(w => w.Kind == c.Kind) is { } now ? By(c, now) : c)];

        ConditionWatch By(ConditionWatch was, ConditionWatch now) => was.Paused
            ? TakeUp(was with { Band = now.Band, Later = now.Later, Paused = false }, history)
            : was.Amend(now.Band, now.Later, Values(was.Kind, history));
    }

    /// <summary>The tag is taken off.</summary>
    internal static IReadOnlyList<ConditionWatch> Detach(IReadOnlyList<ConditionWatch> known, OffsetDateTime at, Func<Instant, IEnumerable<JournaledRead>> history)
    {
        return [.. known.Select(c => c.Paused ? c with { Later = Ended(c) } : c.Amend(c.Band, Ended(c), Values(c.Kind, history)))];

        IReadOnlyList<LaterBand> Ended(ConditionWatch c) => c.Until(at, WatchEnd.TagDetached);
    }

    /// <returns>The conditions with what is told of them; the same object where there is nothing to tell.</returns>
    internal static IReadOnlyList<ConditionWatch> Tell(
        IReadOnlyList<ConditionWatch> before, IReadOnlyList<ConditionWatch> after, string unit, Instant? from, List<object> events)
        => AreSame(before, after) ? after : TellNews(before, after, unit, from, events);

    private static ConditionWatch[] TellNews(
        IReadOnlyList<ConditionWatch> before, IReadOnlyList<ConditionWatch> after, string unit, Instant? from, List<object> events)
    {
        var episode = from is { } began ? $"{began.ToUnixTimeSeconds()}" : "0";
        var (told, numbered) = (new ConditionWatch[after.Count], after.Max(c => c.Numbered));
        for (var i = 0; i < told.Length; i++)
        {
            (told[i], var changes) = ConditionChange.Tell(before[i], after[i] with { Numbered = numbered }, episode);
            numbered = told[i].Numbered;
            events.AddRange(changes.Select(change => ExcursionEvents.Of(unit, told[i], change)));
        }

        return told;
    }

    private static bool AreSame(IReadOnlyList<ConditionWatch> before, IReadOnlyList<ConditionWatch> after)
    {
        for (var i = 0; i < after.Count; i++)
        {
            if (!ConditionChange.IsSame(before[i], after[i])) return false;
        }

        return true;
    }

    private static IEnumerable<ConditionWatch> Wanted(string shipmentId, IReadOnlyList<UnitTerms> terms, Instant? since)
        => UnitTerms.Watches(shipmentId, since is { } free ? UnitTerms.Since(terms, free) : terms);

    private static ConditionWatch TakeUp(ConditionWatch watch, Func<Instant, IEnumerable<JournaledRead>> history)
        => watch.See(Values(watch.Kind, history)(Instant.MinValue), Values(watch.Kind, history));

    private static Func<Instant, IEnumerable<Measurement>> Values(string kind, Func<Instant, IEnumerable<JournaledRead>> history)
        => from => Measurements(history(from), kind).Order();

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

    /// <summary>When the unit was free of other shipments; null where it had none, and where one of them still has it.</summary>
    private static Instant? FreeFrom(IReadOnlyList<ConditionWatch> known) => known.Any(c => c.GoesOn) ? null : known.Select(c => c.Later?[^1].From).Max();

    private static IEnumerable<ConditionWatch> LongOver(IReadOnlyList<ConditionWatch> known, string but)
        => known.GroupBy(c => c.ShipmentId).Where(of => of.Key != but && !of.Any(c => c.GoesOn)).SkipLast(MostOver).SelectMany(of => of);
}
