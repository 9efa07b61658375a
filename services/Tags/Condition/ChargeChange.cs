using NodaTime;

namespace Logistics.Tags.Condition;

/// <summary>
/// What is new in the charge of a tag's battery, in percent: only how it is now is told, not what it was meanwhile. Judged by what was
/// told, as conditions are.
/// </summary>
internal abstract record ChargeChange
{
    /// <summary>Told again when it has begun at another time, or when it is lower by this much.</summary>
    private const double WorthSaying = 5;

    /// <summary>A battery tells a little more when it is warm: it is charged only when it is this far above the level.</summary>
    private const double Hysteresis = 5;

    internal sealed record Low(Measurement Since, double Percent) : ChargeChange;

    internal sealed record Recovered(Measurement At) : ChargeChange;

    internal static Band Below(double percent) => new(percent, null, Duration.Zero, Math.Min(Hysteresis, percent / 4));

    internal static (SpellWatch? Charge, ChargeChange? Change) Tell(SpellWatch? before, SpellWatch? after)
    {
        var told = Present(before)?.Told;
        if (after is null) return (null, null);
        if (Present(after) is not { } low) return (after, told is null ? null : new Recovered(Ended(after)));
        var now = ToldSpell.Of(after, low, "");
        var isNews = told is null || told.Since != now.Since || told.Peak - now.Peak >= WorthSaying;
        var saying = isNews ? now : told!;
        return (low.Told == saying ? after : after with { Spells = [.. after.Spells.SkipLast(1), low with { Told = saying }] }, isNews ? new Low(low.Since, low.Peak) : null);
    }

    /// <summary>Judged anew, by a lower level or without reads that are kept no longer, it may never have been low: then it is not now.</summary>
    private static Measurement Ended(SpellWatch charge) => charge.Spells is [.., { Until: { } until }] ? until : charge.Latest!.Value;

    private static Spell? Present(SpellWatch? charge) => charge is { Spells: [.., { Until: null } spell] } ? spell : null;
}
