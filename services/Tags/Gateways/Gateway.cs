using System.Text.Json.Serialization;
using Logistics.EventStore;
using NodaTime;

namespace Logistics.Tags.Gateways;

/// <summary>Registered, or moved to another read point.</summary>
/// <param name="GatewayId">Its device id at Partners.</param>
/// <param name="ReadPointId">For reads that name none.</param>
internal sealed record GatewayRegistered(string GatewayId, string Owner, string? ReadPointId);

/// <summary>Neither reads nor a heartbeat came for too long. What it would see is not seen.</summary>
/// <param name="LastSeenAt">Record time.</param>
/// <param name="HubId">Of the read point, as it was then; null where there is none.</param>
internal sealed record GatewayFellSilent(
    string Owner, string? ReadPointId, Instant LastSeenAt, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? HubId = null);

/// <param name="At">Record time.</param>
internal sealed record GatewayHeardAgain(string Owner, string? ReadPointId, Instant At);

/// <summary>
/// A device that posts reads. Registered by its owner; registering it again moves it to another read point. From then on it is heard,
/// by reads or heartbeats, or silent.
/// </summary>
/// <param name="SilentSince">When it was seen last; null while it is heard, and before it was seen first.</param>
internal sealed record Gateway(GatewayRegistered? Registered, Instant? SilentSince)
{
    internal static readonly Gateway Initial = new(null, null);

    internal static readonly StreamType<Gateway> Stream = new("gateway", Initial, Evolve);

    internal static Decision Register(Gateway gateway, GatewayRegistered wanted) => gateway.Registered switch
    {
        null => Decision.Accept(wanted),
        { Owner: var owner } when owner != wanted.Owner => Decision.Refuse(Refusals.GatewayInUse, "The gateway belongs to another organisation."),
        var same when same == wanted => Decision.Nothing,
        _ => Decision.Accept(wanted),
    };

    internal static Decision FallSilent(Gateway gateway, Instant lastSeenAt, string? hubId) => gateway switch
    {
        { Registered: { } registered, SilentSince: null } => Decision.Accept(new GatewayFellSilent(registered.Owner, registered.ReadPointId, lastSeenAt, hubId)),
        _ => Decision.Nothing,
    };

    /// <summary>By whoever looked at it before it fell silent nothing is heard.</summary>
    internal static Decision Hear(Gateway gateway, Instant seenAt) => gateway switch
    {
        { Registered: { } registered, SilentSince: { } since } when seenAt > since => Decision.Accept(new GatewayHeardAgain(registered.Owner, registered.ReadPointId, seenAt)),
        _ => Decision.Nothing,
    };

    private static Gateway Evolve(Gateway gateway, object e) => e switch
    {
        GatewayRegistered registered => gateway with { Registered = registered },
        GatewayFellSilent silent => gateway with { SilentSince = silent.LastSeenAt },
        GatewayHeardAgain => gateway with { SilentSince = null },
        _ => throw new ArgumentException($"A gateway does not know {e.GetType().Name}.", nameof(e)),
    };
}
