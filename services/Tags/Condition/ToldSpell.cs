using System.Text.Json.Serialization;
using NodaTime;

namespace Logistics.Tags.Condition;

/// <summary>An excursion as others know it.</summary>
/// <param name="Id">Stays when late values move it; of one tag, never used for another.</param>
/// <param name="Until">Null while it lasts.</param>
internal sealed record ToldSpell(string Id, OffsetDateTime Since, OffsetDateTime? Until, double Peak)
{
    /// <summary>Why nobody watched it any longer; null where it lasts, and where a value was back within.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WatchEnd? EndedBy { get; init; }

    internal static ToldSpell Of(SpellWatch watch, Spell spell, string id)
    {
        var end = spell.Until is null ? watch.EndAfter(spell.Since.At) : null;
        return new(id, spell.Since.Time, spell.Until?.Time ?? end?.Time, spell.Peak) { EndedBy = end?.End };
    }

    internal bool IsNewsAfter(ToldSpell told, double worthSaying)
        => (Since, Until, EndedBy) != (told.Since, told.Until, told.EndedBy)
            || (Until is null ? Math.Abs(Peak - told.Peak) >= worthSaying : Peak != told.Peak);
}
