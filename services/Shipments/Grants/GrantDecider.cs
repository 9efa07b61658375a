using Logistics.EventStore;
using Logistics.Shipments.Shipments;
using NodaTime;

namespace Logistics.Shipments.Grants;

internal static class GrantDecider
{
    /// <summary>
    /// Of one organisation on one shipment: each is a reader for whom every change of it is written, and nobody but the giver has a say in
    /// how many there are.
    /// </summary>
    public const int MostOfOneGiver = 50;

    /// <summary>The bus repeats and reorders: an older version than what is known says nothing.</summary>
    public static Decision Learn(Grant grant, GrantLearned learned)
        => learned.SourceVersion <= (grant.Terms?.SourceVersion ?? 0) ? Decision.Nothing : Decision.Accept(learned);

    public static Decision Expire(Grant grant, Instant now)
        => grant.Open && grant.Terms!.Until <= now ? Decision.Accept(new GrantExpired(now)) : Decision.Nothing;

    /// <summary>
    /// Shares a shipment while the grant is open, and no longer. One that the giver may not share, that is not there, or that shows
    /// itself by too many of its grants already, is left out: who gives a grant tells Partners, which knows no shipments.
    /// </summary>
    public static Decision Apply(Shipment s, Grant grant)
    {
        var terms = grant.Terms!;
        var shared = s.Shares.Any(share => share.GrantId == terms.GrantId);
        return (grant.Open, shared) switch
        {
            (true, false) when s.MayShare(terms.From) && s.Shares.Count(share => share.By == terms.From) < MostOfOneGiver
                => Decision.Accept(new ShipmentShared(terms.GrantId, terms.From, terms.To, terms.Kinds, terms.Until)),
            (false, true) => Decision.Accept(new ShipmentUnshared(terms.GrantId)),
            _ => Decision.Nothing,
        };
    }
}
