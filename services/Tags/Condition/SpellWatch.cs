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
/// <param name="Until">First value back within; null while it lasts.</param>
/// <param name="Peak">Farthest value.</param>
internal sealed record Spell(Measurement Since, Measurement? Until, double Peak, bool IsExcursion)
{
    /// <summary>What others were told of it last; null before it is told.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ToldSpell? Told { get; init; }
}

/// <summary>The spells of a sensor outside a band. Those of a set of measurements are the same in whatever order they came.</summary>
internal record SpellWatch(Band Band, IReadOnlyList<Spell> Spells, Measurement? Latest)
{
    /// <param name="history">All measurements from an instant on, in order, with the news.</param>
    internal SpellWatch See(IEnumerable<Measurement> news, Func<Instant, IEnumerable<Measurement>> history)
    {
        var onward = new List<Measurement>();
        foreach (var value in news.Order())
        {
            if (Latest is not { } latest || value.CompareTo(latest) > 0) onward.Add(value);
            else if (value != latest && !Passes(value)) return Rebuild(value, history);
        }

        return onward.Count == 0 ? this : Fold(Spells, onward);
    }

    internal SpellWatch Rebuild(Measurement from, Func<Instant, IEnumerable<Measurement>> history)
    {
        var before = Spells.TakeWhile(spell => spell.Until is { } until && until.At < from.At).ToList();
        var start = before.Count < Spells.Count ? Instant.Min(Spells[before.Count].Since.At, from.At) : from.At;

        // Values of one instant have an order too: those up to the last kept spell's end have had their effect.
        return Fold(before, before.Count == 0 ? history(start) : history(start).Where(value => value.CompareTo(before[^1].Until!.Value) > 0));
    }

    private bool Passes(Measurement late)
        => !Band.IsOutside(late.Value) && !Spells.Any(spell => spell.Since.At <= late.At && (spell.Until is not { } until || late.At <= until.At));

    private SpellWatch Fold(IEnumerable<Spell> before, IEnumerable<Measurement> values)
    {
        var spells = before.ToList();
        var latest = Latest;
        foreach (var value in values)
        {
            if (spells.Count > 0 && spells[^1].Until is null) spells[^1] = Continue(spells[^1], value);
            else if (Band.IsOutside(value.Value)) spells.Add(new(value, null, value.Value, Band.Allowed == Duration.Zero));
            if (latest is not { } last || value.CompareTo(last) > 0) latest = value;
        }

        return this with { Spells = spells, Latest = latest };
    }

    private Spell Continue(Spell spell, Measurement value) => Band.IsBack(value.Value)
        ? spell with { Until = value }
        : spell with
        {
            Peak = Band.Farther(spell.Peak, value.Value),
            IsExcursion = spell.IsExcursion || value.At - spell.Since.At > Band.Allowed,
        };
}
