namespace Logistics.Tags.Condition;

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
