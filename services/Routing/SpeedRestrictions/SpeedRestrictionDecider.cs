using Logistics.EventStore;

namespace Logistics.Routing.SpeedRestrictions;

internal static class SpeedRestrictionDecider
{
    internal static readonly StreamType<SpeedRestriction> Stream = new("speed-restriction", SpeedRestriction.None, SpeedRestriction.Evolve);

    internal static Decision Restrict(SpeedRestriction restriction, string id, SlowSection section, Func<string, bool> known)
    {
        if (restriction.Section == section || (section.IsLifted && restriction.Section?.IsLifted != false)) return Decision.Nothing;
        if (!section.IsLifted && new[] { section.FromHubId, section.ToHubId }.FirstOrDefault(hub => !known(hub)) is { } stranger)
            return Decision.Refuse(Reasons.UnknownHub, $"Hub {stranger} is not registered.");
        return Decision.Accept(new SpeedRestricted(id, section));
    }
}
