using NodaTime;

namespace Logistics.Partners.Brokers;

/// <summary>Whether a connection that a device opened earlier may go on. The broker asks at sign-in only.</summary>
/// <param name="Active">Neither is it revoked nor its organisation deactivated.</param>
/// <param name="KeySince">Since when its present key is good; null in what was registered before that was kept.</param>
/// <param name="FormerKeyUntil">Until when the one before is good too; null where there is none.</param>
internal sealed record DeviceStanding(string Device, bool Active, Instant? KeySince, Instant? FormerKeyUntil)
{
    /// <summary>
    /// Nobody knows which key a connection was opened with: once an overlap is over, all that were opened before its end are closed, and
    /// a device that has its new key is back at once.
    /// </summary>
    internal bool MayStay(Instant connectedSince, Instant now) => (Active, FormerKeyUntil) switch
    {
        (false, _) => false,
        (_, { } until) => now < until || connectedSince >= until,
        _ => KeySince is not { } since || connectedSince >= since,
    };
}
