namespace Logistics.Tags.ShipmentWatches;

/// <summary>
/// A shipment's amendments by its versions, however they came. Of more than <see cref="Most"/> the oldest are laid together: what they
/// said lasts until the next one of them, and is judged by that.
/// </summary>
internal static class AmendmentsInOrder
{
    internal const int Most = 50;

    internal static bool Knows(IReadOnlyList<WatchAmendment> amendments, long version)
        => amendments.Any(a => a.AsOf == version) || (amendments.Count >= Most && version < amendments[0].AsOf);

    internal static IReadOnlyList<WatchAmendment> With(IReadOnlyList<WatchAmendment> amendments, WatchAmendment amendment)
    {
        WatchAmendment[] all = [.. amendments.Append(amendment).OrderBy(a => a.AsOf)];
        return all.Length <= Most ? all : [Both(all[0], all[1]), .. all[2..]];
    }

    private static WatchAmendment Both(WatchAmendment older, WatchAmendment newer) => new(
        newer.AsOf, older.At < newer.At ? older.At : newer.At, newer.HandlingUnits ?? older.HandlingUnits, newer.Temperature ?? older.Temperature);
}
