using Logistics.EventStore;
using NodaTime;

namespace Logistics.Shipments.Grants;

/// <summary>What Partners says of a grant by now, the whole of it.</summary>
/// <param name="From">The organisation that lets another one see its shipments.</param>
/// <param name="To">The organisation that may see.</param>
/// <param name="Kinds">Of <see cref="InformationKinds"/>; others show nothing.</param>
/// <param name="SourceVersion">Version of Partners' stream.</param>
internal sealed record GrantLearned(
    string GrantId, string From, string To, IReadOnlyList<string> Kinds, IReadOnlyList<string> ShipmentIds, Instant Until, bool Revoked, long SourceVersion);

internal sealed record GrantExpired(Instant At);

/// <summary>
/// This service's copy of a grant that Partners keeps: learned, learned anew when it is revoked, or expired at its time. While it
/// is open its shipments are shared by it (<see cref="GrantSharing"/>); what may be read through it the queries ask by the clock
/// (<see cref="Feeds.PartyQueries"/>).
/// </summary>
internal sealed record Grant(GrantLearned? Terms, bool Expired)
{
    public static readonly StreamType<Grant> Stream = new("grant", new(null, false), Evolve);

    public bool Open => Terms is { Revoked: false } && !Expired;

    private static Grant Evolve(Grant grant, object e) => e switch
    {
        GrantLearned learned => grant with { Terms = learned },
        GrantExpired => grant with { Expired = true },
        _ => throw new InvalidOperationException($"A grant knows no event {e.GetType().Name}."),
    };
}
