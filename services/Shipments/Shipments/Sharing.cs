using Logistics.Shipments.Feeds;
using NodaTime;

namespace Logistics.Shipments.Shipments;

/// <param name="By">The organisation that gave the grant.</param>
/// <param name="With">The organisation that may see.</param>
internal sealed record ShipmentShared(string GrantId, string By, string With, IReadOnlyList<string> Kinds, Instant Until);

internal sealed record ShipmentUnshared(string GrantId);

/// <summary>A grant that shows this shipment.</summary>
internal sealed record Share(string GrantId, string By);

internal static class Sharing
{
    /// <summary>A carrier that only carries has nothing to share: it is the consignee's business.</summary>
    public static bool MayShare(this Shipment s, string organisation)
        => s.VisibleTo(organisation) && s.BookedParties.Any(p => p.Organisation == organisation && p.Role != PartyRole.Carrier);

    /// <summary>Who reads lists and feeds of it: its parties, and the grants of those that may share it still.</summary>
    public static IReadOnlyList<string> Readers(this Shipment s) => s.Shares.Count == 0
        ? s.PartyOrganisations()
        : [.. s.PartyOrganisations(), .. s.Shares.Where(share => s.MayShare(share.By)).Select(share => GrantKey.Of(share.GrantId))];
}
