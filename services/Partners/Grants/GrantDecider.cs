using Logistics.EventStore;
using Logistics.Partners.Organisations;
using NodaTime;

namespace Logistics.Partners.Grants;

internal static class GrantDecider
{
    internal static readonly Duration Longest = Duration.FromDays(400);

    /// <param name="receiver">The organisation it is to.</param>
    internal static Decision Give(Grant grant, Organisation receiver, GrantGiven given) => receiver switch
    {
        _ when grant.Given is not null => Decision.Nothing,
        not Organisation.Registered { IsSandbox: false } => Decision.Refuse(Refusals.UnknownOrganisation, $"There is no organisation {given.To}."),
        _ when given.To == given.From => Decision.Refuse(Refusals.GrantToOneself, "An organisation sees its own shipments without a grant."),
        _ when given.Until <= given.At || given.Until > given.At + Longest
            => Decision.Refuse(Refusals.GrantExpiryOutOfRange, $"A grant ends within {Longest.Days} days from now."),
        _ => Decision.Accept(given),
    };

    /// <param name="operates">It runs the hub, and may end any.</param>
    internal static Decision Revoke(Grant grant, string by, bool operates, Instant now) => grant switch
    {
        { Given: null } => Unknown,
        { Given: var given } when !operates && by != given.From && by != given.To => Unknown,
        { Revoked: not null } => Decision.Nothing,
        { Given: var given } when given.Until <= now => Decision.Nothing,
        _ => Decision.Accept(new GrantRevoked(grant.Given.GrantId, by, now)),
    };

    private static Decision Unknown => Decision.Refuse(Refusals.GrantNotFound, "There is no such grant.");
}
