namespace Logistics.Tags.Condition;

/// <summary>
/// What is new in a unit's condition: judged by what was told, not by what was known. Whoever hears all of it knows the excursions of all
/// measurements: of one that lasts, the peak to within what values tremble by; of one that is over, everything.
/// </summary>
/// <param name="Spell">Knows what is told of it now; of one that is withdrawn, what was told last.</param>
internal abstract record ConditionChange(Spell Spell)
{
    internal sealed record Started(Spell Spell) : ConditionChange(Spell);

    internal sealed record Ended(Spell Spell) : ConditionChange(Spell);

    /// <summary>Late values moved it, or it goes on to a farther peak.</summary>
    internal sealed record Amended(Spell Spell, ToldSpell Was) : ConditionChange(Spell);

    /// <summary>Late values showed that it was none, or part of another.</summary>
    internal sealed record Withdrawn(Spell Spell) : ConditionChange(Spell);

    /// <param name="episode">Tells the excursions of one attachment from those of the next.</param>
    internal static (ConditionWatch Watch, IReadOnlyList<ConditionChange> Changes) Tell(ConditionWatch before, ConditionWatch after, string episode)
    {
        if (IsSame(before, after)) return (after, []);
        // What was told before that was kept, was told as it was known, and without an id.
        var left = before.Spells.Where(spell => spell.IsExcursion).Select(spell => spell with { Told = spell.Told ?? ToldSpell.Of(before, spell, "") }).ToList();
        var numbered = after.Numbered;
        var (spells, changes) = (after.Spells.ToArray(), new List<ConditionChange>());
        for (var i = 0; i < spells.Length; i++)
        {
            if (!spells[i].IsExcursion) continue;
            var was = left.Find(old => Overlap((before, old), (after, spells[i])));
            if (was is not null) left.Remove(was);
            var now = ToldSpell.Of(after, spells[i], was?.Told!.Id ?? $"{episode}-{++numbered}");
            var worthSaying = Quantity.Of(after.Kind)!.Trembling;
            spells[i] = spells[i] with { Told = was is null || now.IsNewsAfter(was.Told!, worthSaying) ? now : was.Told };
            changes.AddRange(Changes(spells[i], was?.Told));
        }

        changes.AddRange(left.Select(old => new Withdrawn(old)));
        return (after with { Spells = spells, Numbered = numbered }, changes);
    }

    /// <summary>Nothing can be new.</summary>
    internal static bool IsSame(ConditionWatch before, ConditionWatch after)
        => ReferenceEquals(before.Later, after.Later) && (ReferenceEquals(before.Spells, after.Spells) || before.Spells.SequenceEqual(after.Spells));

    private static IEnumerable<ConditionChange> Changes(Spell spell, ToldSpell? was)
    {
        var now = spell.Told!;
        if (was is null)
        {
            yield return new Started(spell);
            if (now.Until is not null) yield return new Ended(spell);
        }
        else if (now != was)
        {
            yield return was.Until is null && now.Until is not null && was.Since == now.Since ? new Ended(spell) : new Amended(spell, was);
        }
    }

    private static bool Overlap((SpellWatch Watch, Spell Spell) a, (SpellWatch Watch, Spell Spell) b)
        => (b.Watch.EndOf(b.Spell) is not { } until || a.Spell.Since.At <= until) && (a.Watch.EndOf(a.Spell) is not { } end || b.Spell.Since.At <= end);
}
