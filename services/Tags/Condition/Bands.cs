using NodaTime;

namespace Logistics.Tags.Condition;

/// <summary>Bands that count one after the other, by event time.</summary>
internal static class Bands
{
    /// <summary>What counts for a measurement of an instant.</summary>
    internal static Band InForce(this SpellWatch watch, Instant at)
    {
        for (var i = (watch.Later?.Count ?? 0) - 1; i >= 0; i--)
        {
            if (watch.Later![i].From <= at) return watch.Later[i].Band;
        }

        return watch.Band;
    }

    /// <summary>The next end of the watch after an instant; null where it goes on.</summary>
    internal static LaterBand? EndAfter(this SpellWatch watch, Instant at) => watch.Later?.FirstOrDefault(later => later.End is not null && later.From > at);

    /// <summary>When a spell was over: back within, or watched no longer; null while it lasts.</summary>
    internal static Instant? EndOf(this SpellWatch watch, Spell spell) => spell.Until?.At ?? watch.EndAfter(spell.Since.At)?.From;

    /// <summary>The bands of a watch without the time after an end.</summary>
    internal static IReadOnlyList<LaterBand> Until(this SpellWatch watch, OffsetDateTime end, WatchEnd why)
    {
        var kept = (watch.Later ?? []).Where(later => later.From < end.ToInstant()).ToList();
        if (kept is not [.., { End: not null }]) kept.Add(new(end.ToInstant(), Band.Open) { End = why, OffsetMinutes = end.Offset.Seconds / 60 });
        return kept;
    }

    /// <summary>Event time from which on two watches judge differently; null where they never do.</summary>
    internal static Instant? FirstDifference(SpellWatch a, SpellWatch b)
    {
        if (a.Band != b.Band) return Instant.MinValue;
        var (was, now) = (a.Later ?? [], b.Later ?? []);
        var same = was.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
        return was.Skip(same).Take(1).Concat(now.Skip(same).Take(1)).Select(later => (Instant?)later.From).Min();
    }
}
