using System.Text.Json.Serialization;
using NodaTime;

namespace Logistics.Tags.Condition;

/// <summary>One value of a sensor, in its condition's unit.</summary>
internal readonly record struct Measurement(Instant At, int OffsetMinutes, double Value) : IComparable<Measurement>
{
    internal OffsetDateTime Time => At.WithOffset(Offset.FromSeconds(OffsetMinutes * 60));

    public int CompareTo(Measurement other)
    {
        var byTime = At.CompareTo(other.At);
        return byTime != 0 ? byTime : Value.CompareTo(other.Value);
    }
}

/// <summary>A time outside the band. An excursion once it lasts longer than allowed.</summary>
/// <param name="Until">First value back within; null while it lasts, and where nobody watched any more before it was back.</param>
/// <param name="Peak">Farthest value, each by the band of its instant.</param>
internal sealed record Spell(Measurement Since, Measurement? Until, double Peak, bool IsExcursion)
{
    /// <summary>When <see cref="Peak"/> was measured; null: at the beginning.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Instant? PeakAt { get; init; }

    /// <summary>What others were told of it last; null before it is told.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ToldSpell? Told { get; init; }
}

/// <summary>
/// The spells of a sensor outside a band. Those of a set of measurements are the same in whatever order they came, and whenever the bands
/// became known that count for them.
/// </summary>
/// <param name="Band">Counts from the beginning on.</param>
internal record SpellWatch(Band Band, IReadOnlyList<Spell> Spells, Measurement? Latest)
{
    /// <summary>Bands in its place, by event time; null where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<LaterBand>? Later { get; init; }

    /// <param name="history">All measurements from an instant on, in order, with the news.</param>
    internal SpellWatch See(IEnumerable<Measurement> news, Func<Instant, IEnumerable<Measurement>> history)
    {
        var onward = new List<Measurement>();
        foreach (var value in news.Order())
        {
            if (Latest is not { } latest || value.CompareTo(latest) > 0) onward.Add(value);
            else if (value != latest && !Passes(value)) return Rebuild(value.At, history);
        }

        return onward.Count == 0 ? this : Fold(Spells, onward);
    }

    /// <summary>Judges anew what other bands may change.</summary>
    internal SpellWatch Amend(Band band, IReadOnlyList<LaterBand>? later, Func<Instant, IEnumerable<Measurement>> history)
    {
        var amended = this with { Band = band, Later = later };
        if (Bands.FirstDifference(this, amended) is not { } from) return this;
        return Latest is { } latest && latest.At >= from ? amended.Rebuild(from, history) : amended;
    }

    private SpellWatch Rebuild(Instant from, Func<Instant, IEnumerable<Measurement>> history)
    {
        var before = Spells.TakeWhile(spell => this.EndOf(spell) < from).ToList();
        var start = before.Count < Spells.Count ? Instant.Min(Spells[before.Count].Since.At, from) : from;

        // Values of one instant have an order too: those up to the last kept spell's end have had their effect.
        return Fold(before, before is [.., { Until: { } until }] ? history(start).Where(value => value.CompareTo(until) > 0) : history(start));
    }

    private bool Passes(Measurement late)
        => !this.InForce(late.At).IsOutside(late.Value) && !Spells.Any(spell => spell.Since.At <= late.At && !(this.EndOf(spell) < late.At));

    private SpellWatch Fold(IEnumerable<Spell> before, IEnumerable<Measurement> values)
    {
        var spells = before.ToList();
        var latest = Latest;
        foreach (var value in values)
        {
            var band = this.InForce(value.At);
            if (spells is [.., { Until: null } last] && !(this.EndAfter(last.Since.At)?.From <= value.At)) spells[^1] = Continue(last, value, band);
            else if (band.IsOutside(value.Value)) spells.Add(new(value, null, value.Value, band.Allowed == Duration.Zero));
            if (latest is not { } known || value.CompareTo(known) > 0) latest = value;
        }

        return this with { Spells = spells, Latest = latest };
    }

    /// <summary>What is outside of two bands, one after the other, is one spell.</summary>
    private Spell Continue(Spell spell, Measurement value, Band band)
    {
        if (band.IsBack(value.Value)) return spell with { Until = value };
        var farther = band.Beyond(value.Value) > this.InForce(spell.PeakAt ?? spell.Since.At).Beyond(spell.Peak);
        return spell with
        {
            Peak = farther ? value.Value : spell.Peak,
            PeakAt = farther ? value.At : spell.PeakAt,
            IsExcursion = spell.IsExcursion || value.At - spell.Since.At > band.Allowed,
        };
    }
}
