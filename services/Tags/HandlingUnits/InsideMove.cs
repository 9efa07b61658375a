using Logistics.Tags.Presence;
using NodaTime;

namespace Logistics.Tags.HandlingUnits;

/// <summary>A visit of a tag, as it was told, and the unit that it spoke for: what it is on, else what it is by itself.</summary>
internal sealed record ToldVisit(string UnitId, string TagId, string HubId, string? ReadPointId, VisitTimes Times);

/// <summary>A unit came to a hub, or left it, inside of a container whose tag was read.</summary>
/// <param name="Times">The container's visit; of an arrival without its departure.</param>
internal sealed record InsideMove(string ContainerId, string TagId, string HubId, string? ReadPointId, VisitTimes Times)
{
    internal bool Departs => Times.DepartedAt is not null;

    internal Instant At => (Times.DepartedAt ?? Times.ArrivedAt).ToInstant();

    internal ReadReference By => Times.DepartedBy ?? Times.ArrivedBy;

    /// <summary>A departure is the same whatever is learned of the arrival.</summary>
    internal bool IsSame(InsideMove other)
        => (Departs, TagId, HubId, At, By.Id) == (other.Departs, other.TagId, other.HubId, other.At, other.By.Id);

    /// <summary>What the containers did while the unit was inside of them, each once.</summary>
    /// <param name="visitsOf">Of a container's tags.</param>
    internal static IReadOnlyList<InsideMove> Of(IEnumerable<Enclosure> enclosures, Func<string, IEnumerable<ToldVisit>> visitsOf)
    {
        var moves = new List<InsideMove>();
        foreach (var inside in enclosures)
        {
            var during = visitsOf(inside.ContainerId).SelectMany(visit => Both(visit)).Where(move => inside.From <= move.At && move.At < inside.Until);
            moves.AddRange(during.Where(move => !moves.Exists(move.IsSame)));
        }

        return moves;
    }

    internal static VisitTimes WithoutDeparture(VisitTimes times) => times with { DepartedAt = null, DepartedBy = null, DepartureInterpolated = false };

    private static IEnumerable<InsideMove> Both(ToldVisit v)
    {
        yield return new(v.UnitId, v.TagId, v.HubId, v.ReadPointId, WithoutDeparture(v.Times));
        if (v.Times.DepartedAt is not null) yield return new(v.UnitId, v.TagId, v.HubId, v.ReadPointId, v.Times);
    }
}
