using NodaTime;

namespace Logistics.Tags.Condition;

/// <param name="MinCelsius">Inclusive.</param>
/// <param name="MaxCelsius">Inclusive.</param>
/// <param name="Allowed">May be outside for this long.</param>
internal sealed record Band(double MinCelsius, double MaxCelsius, Duration Allowed)
{
    /// <summary>So that a value trembling at the limit is one spell; less where the band is narrow.</summary>
    private double Hysteresis => Math.Min(0.5, (MaxCelsius - MinCelsius) / 4);

    internal bool IsOutside(double celsius) => celsius < MinCelsius || celsius > MaxCelsius;

    internal bool IsBack(double celsius) => celsius >= MinCelsius + Hysteresis && celsius <= MaxCelsius - Hysteresis;

    internal double Farther(double a, double b) => Distance(b) > Distance(a) ? b : a;

    private double Distance(double celsius) => Math.Max(MinCelsius - celsius, celsius - MaxCelsius);
}

internal readonly record struct Measurement(Instant At, int OffsetMinutes, double Celsius) : IComparable<Measurement>
{
    public int CompareTo(Measurement other)
    {
        var byTime = At.CompareTo(other.At);
        return byTime != 0 ? byTime : Celsius.CompareTo(other.Celsius);
    }
}

/// <summary>A time outside the band. An excursion once it lasts longer than allowed.</summary>
/// <param name="Until">First value back within; null while it lasts.</param>
/// <param name="Peak">Farthest value.</param>
internal sealed record Spell(Measurement Since, Measurement? Until, double Peak, bool IsExcursion);

/// <summary>
/// The spells of a handling unit outside its shipment's band, by one tag's measurements. Begins when both the attachment and the
/// booking are known, ends when the shipment is closed or the tag detached. The spells of a set of measurements are the same in
/// whatever order they came.
/// </summary>
internal sealed record ConditionWatch(string ShipmentId, Band Band, IReadOnlyList<Spell> Spells, Measurement? Latest)
{
    /// <param name="history">All measurements from an instant on, in order, with the news.</param>
    internal ConditionWatch See(IEnumerable<Measurement> news, Func<Instant, IEnumerable<Measurement>> history)
    {
        var onward = new List<Measurement>();
        foreach (var value in news.Order())
        {
            if (Latest is not { } latest || value.CompareTo(latest) > 0) onward.Add(value);
            else if (value != latest && !Passes(value)) return Rebuild(value, history);
        }

        return Fold(Spells, onward);
    }

    internal ConditionWatch Rebuild(Measurement from, Func<Instant, IEnumerable<Measurement>> history)
    {
        var before = Spells.TakeWhile(spell => spell.Until is { } until && until.At < from.At).ToList();
        var start = before.Count < Spells.Count ? Instant.Min(Spells[before.Count].Since.At, from.At) : from.At;

        // Values of one instant have an order too: those up to the last kept spell's end have had their effect.
        return Fold(before, before.Count == 0 ? history(start) : history(start).Where(value => value.CompareTo(before[^1].Until!.Value) > 0));
    }

    private bool Passes(Measurement late)
        => !Band.IsOutside(late.Celsius) && !Spells.Any(spell => spell.Since.At <= late.At && (spell.Until is not { } until || late.At <= until.At));

    private ConditionWatch Fold(IEnumerable<Spell> before, IEnumerable<Measurement> values)
    {
        var spells = before.ToList();
        var latest = Latest;
        foreach (var value in values)
        {
            if (spells.Count > 0 && spells[^1].Until is null) spells[^1] = Continue(spells[^1], value);
            else if (Band.IsOutside(value.Celsius)) spells.Add(new(value, null, value.Celsius, Band.Allowed == Duration.Zero));
            if (latest is not { } last || value.CompareTo(last) > 0) latest = value;
        }

        return this with { Spells = spells, Latest = latest };
    }

    private Spell Continue(Spell spell, Measurement value) => Band.IsBack(value.Celsius)
        ? spell with { Until = value }
        : spell with
        {
            Peak = Band.Farther(spell.Peak, value.Celsius),
            IsExcursion = spell.IsExcursion || value.At - spell.Since.At > Band.Allowed,
        };
}

/// <summary>What is new in a unit's condition.</summary>
internal abstract record ConditionChange(Spell Spell)
{
    internal sealed record Started(Spell Spell) : ConditionChange(Spell);

    internal sealed record Ended(Spell Spell) : ConditionChange(Spell);

    internal static IEnumerable<ConditionChange> From(IReadOnlyList<Spell> before, IReadOnlyList<Spell> after)
    {
        foreach (var spell in after.Where(s => s.IsExcursion))
        {
            var was = before.FirstOrDefault(b => b.IsExcursion && Overlap(b, spell));
            if (was is null) yield return new Started(spell);
            if (spell.Until is not null && was?.Until is null) yield return new Ended(spell);
        }
    }

    private static bool Overlap(Spell a, Spell b)
        => (b.Until is not { } until || a.Since.At <= until.At) && (a.Until is not { } end || b.Since.At <= end.At);
}
