using System.Text.Json.Serialization;
using Logistics.EventStore;
using NodaTime;

namespace Logistics.Shipments.Gateways;

/// <param name="SourceVersion">Version of the gateway's stream at Tags.</param>
/// <param name="HubId">What is blind without it; null where it is at no hub.</param>
/// <param name="LastSeenAt">Record time.</param>
internal sealed record GatewayFellSilent(
    long SourceVersion, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ReadPointId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? HubId, Instant LastSeenAt);

/// <param name="At">Record time.</param>
internal sealed record GatewayHeardAgain(long SourceVersion, Instant At);

/// <summary>
/// Whether what reads tags at a hub is heard, as Tags tells it; the bus may reorder that. While it is silent nothing arrives or departs
/// there as far as the hub can see.
/// </summary>
/// <param name="Silent">Null while it is heard.</param>
/// <param name="Source">Version of the gateway's stream that this is from.</param>
internal sealed record Gateway(GatewayFellSilent? Silent, long Source)
{
    public static readonly StreamType<Gateway> Stream = new("gateway", new Gateway(null, 0), Evolve);

    public static Gateway Evolve(Gateway gateway, object e) => e switch
    {
        GatewayFellSilent x => new(x, x.SourceVersion),
        GatewayHeardAgain x => new(null, x.SourceVersion),
        _ => throw new InvalidOperationException($"A gateway knows no event {e.GetType().Name}."),
    };
}

internal static class GatewayDecider
{
    /// <summary>What is told late of an earlier version says nothing.</summary>
    public static Decision Lose(Gateway gateway, GatewayFellSilent c) => c.SourceVersion <= gateway.Source ? Decision.Nothing : Decision.Accept(c);

    public static Decision Hear(Gateway gateway, GatewayHeardAgain c) => c.SourceVersion <= gateway.Source ? Decision.Nothing : Decision.Accept(c);
}
