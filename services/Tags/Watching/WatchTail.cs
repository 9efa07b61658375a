using System.Text.Json.Serialization;
using Logistics.Tags.Condition;
using Logistics.Tags.Journal;
using Logistics.Tags.Presence;

namespace Logistics.Tags.Watching;

/// <summary>
/// What moves on with a read that tells nothing new. It is small and moves all the time; the rest of a tag's state is large and seldom
/// changes, so the two are saved apart.
/// </summary>
/// <param name="Seen">Last of the present visit.</param>
internal sealed record WatchTail(LastRead? Last, GeoPoint? Position, int? Battery, Sighting? Latest, Sighting? Seen, IReadOnlyList<Measurement?> Measured)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LastFix? Fix { get; init; }

    /// <summary>Latest measurement of the battery.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Measurement? Charged { get; init; }

    internal static WatchTail Of(TagWatch watch) => new(
        watch.Last, watch.Position, watch.Battery, watch.Track.Latest, watch.Track.Visits.LastOrDefault()?.Last, [.. watch.Conditions.Select(c => c.Latest)])
    {
        Fix = watch.Fix,
        Charged = watch.Charge?.Latest,
    };

    internal TagWatch Onto(TagWatch watch) => watch with
    {
        Last = Last,
        Position = Position,
        Battery = Battery,
        Fix = Fix,
        Charge = watch.Charge is { } charge ? charge with { Latest = Charged } : null,
        Track = watch.Track with
        {
            Latest = Latest,
            Visits = Seen is null ? watch.Track.Visits : [.. watch.Track.Visits.SkipLast(1), watch.Track.Visits[^1] with { Last = Seen }],
        },
        Conditions = [.. watch.Conditions.Zip(Measured, (condition, latest) => condition with { Latest = latest })],
    };

    /// <summary>Whether two states of a tag differ in nothing else.</summary>
    internal static bool IsAllBetween(TagWatch before, TagWatch after)
        => before.Sighted == after.Sighted && before.Silent == after.Silent && before.HandlingUnitId == after.HandlingUnitId && before.From == after.From
            && before.Track.Truncated == after.Track.Truncated && SameBut(before.Track.Visits, after.Track.Visits)
            && Same(before.Charge, after.Charge) && ReferenceEquals(before.Former, after.Former)
            && before.Conditions.Count == after.Conditions.Count
            && before.Conditions.Zip(after.Conditions).All(c => c.First.ShipmentId == c.Second.ShipmentId && c.First.Paused == c.Second.Paused
                && ReferenceEquals(c.First.Later, c.Second.Later) && c.First.Spells.SequenceEqual(c.Second.Spells));

    private static bool Same(SpellWatch? before, SpellWatch? after)
        => before is null || after is null ? before == after : before.Band == after.Band && before.Spells.SequenceEqual(after.Spells);

    private static bool SameBut(IReadOnlyList<Visit> before, IReadOnlyList<Visit> after)
    {
        if (ReferenceEquals(before, after)) return true;
        if (before.Count != after.Count || before.Count == 0) return false;
        for (var i = 0; i < before.Count - 1; i++)
        {
            if (!ReferenceEquals(before[i], after[i])) return false;
        }

        // Compared by their parts: the lists of gaps are the same object where none was added.
        var (was, now) = (before[^1], after[^1]);
        return was.HubId == now.HubId && was.First == now.First && was.Departure == now.Departure && was.Told == now.Told && ReferenceEquals(was.Gaps, now.Gaps);
    }
}
