using Logistics.EventStore;

namespace Logistics.Tags.Gateways;

/// <summary>Registered, or moved to another read point.</summary>
/// <param name="GatewayId">Its device id at Partners.</param>
/// <param name="ReadPointId">For reads that name none.</param>
internal sealed record GatewayRegistered(string GatewayId, string Owner, string? ReadPointId);

/// <summary>A device that posts reads. Registered by its owner; registering it again moves it to another read point.</summary>
internal sealed record Gateway(GatewayRegistered? Registered)
{
    internal static readonly Gateway Initial = new((GatewayRegistered?)null);

    internal static readonly StreamType<Gateway> Stream = new("gateway", Initial, Evolve);

    internal static Decision Register(Gateway gateway, GatewayRegistered wanted) => gateway.Registered switch
    {
        null => Decision.Accept(wanted),
        { Owner: var owner } when owner != wanted.Owner => Decision.Refuse(Refusals.GatewayInUse, "The gateway belongs to another organisation."),
        var same when same == wanted => Decision.Nothing,
        _ => Decision.Accept(wanted),
    };

    private static Gateway Evolve(Gateway gateway, object e) => e switch
    {
        GatewayRegistered registered => new(registered),
        _ => throw new ArgumentException($"A gateway does not know {e.GetType().Name}.", nameof(e)),
    };
}
