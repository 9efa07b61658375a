namespace Logistics.Shipments.Shipments;

/// <param name="HandoverId">By which it passed.</param>
internal sealed record CustodyPassed(string HandoverId, IReadOnlyList<string> HandlingUnitIds, string From, string To, string HubId, EventTime At);

/// <summary>Who has a handling unit in hand (CBV possessing_party).</summary>
internal sealed record Possession(string HandlingUnitId, string Organisation, EventTime Since, string HandoverId);

internal static class Custody
{
    /// <summary>A handover that is told late, of before another, moves nothing back.</summary>
    public static IReadOnlyList<Possession> Evolve(IReadOnlyList<Possession> custody, CustodyPassed e) =>
    [
        .. custody.Where(p => !e.HandlingUnitIds.Contains(p.HandlingUnitId) || p.Since.Instant > e.At.Instant),
        .. e.HandlingUnitIds
            .Where(unit => !custody.Any(p => p.HandlingUnitId == unit && p.Since.Instant > e.At.Instant))
            .Select(unit => new Possession(unit, e.To, e.At, e.HandoverId)),
    ];

    /// <summary>Who sends it, before the first handover.</summary>
    public static string PossessingParty(this Shipment s, string unit)
        => s.Custody.FirstOrDefault(p => p.HandlingUnitId == unit)?.Organisation
        ?? s.BookedParties.FirstOrDefault(p => p.Role == PartyRole.Consignor)?.Organisation
        ?? "";
}
