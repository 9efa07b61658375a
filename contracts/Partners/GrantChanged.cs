using NodaTime;

namespace Logistics.Contracts.Partners;

/// <summary>What a grant says by now: given, or revoked. The whole of it each time; the latest version counts.</summary>
/// <param name="From">The organisation that lets another one see its shipments.</param>
/// <param name="To">The organisation that may see.</param>
/// <param name="Kinds">Of whereabouts, schedule, goods, parties, documents; one that a consumer does not know shows nothing.</param>
/// <param name="ShipmentIds">As the giver names them: whether it may share them, the owner of shipments knows.</param>
/// <param name="Until">It ends then by itself; nothing more is told.</param>
/// <param name="RevokedAt">Null: it was not.</param>
public sealed record GrantChanged(
    Origin Origin, string GrantId, string From, string To, IReadOnlyList<string> Kinds, IReadOnlyList<string> ShipmentIds, Instant Until, Instant? RevokedAt);
