using Logistics.EventStore;
using NodaTime;

namespace Logistics.Partners.Grants;

/// <param name="From">The organisation that gives it.</param>
/// <param name="To">The organisation that may see.</param>
/// <param name="Kinds">Of <see cref="InformationKinds"/>.</param>
internal sealed record GrantGiven(
    string GrantId, string From, string To, string Purpose, IReadOnlyList<string> Kinds, IReadOnlyList<string> ShipmentIds, Instant Until, Instant At);

/// <param name="By">Organisation.</param>
internal sealed record GrantRevoked(string GrantId, string By, Instant At);

/// <summary>
/// What one organisation lets another one see of some of its shipments. Given once and never changed, because whoever relies on it
/// must be able to say what it allowed at any time: more, less or longer is another grant. Ends at its time by itself, or before
/// when either side or the hub revokes it.
/// </summary>
internal sealed record Grant(GrantGiven? Given, GrantRevoked? Revoked)
{
    internal static readonly StreamType<Grant> Stream = new("grant", new(null, null), Evolve);

    internal static Grant Evolve(Grant grant, object e) => e switch
    {
        GrantGiven given => grant with { Given = given },
        GrantRevoked revoked => grant with { Revoked = revoked },
        _ => throw new InvalidOperationException($"A grant knows no {e.GetType().Name}."),
    };
}
