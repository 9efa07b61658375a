namespace Logistics.Contracts.Tags;

/// <summary>
/// An attached tag that reports by itself has not been read for longer than its reporting interval allows, while the
/// gateways' clocks went on.
/// </summary>
/// <param name="LastReadAt">Event time.</param>
/// <param name="SilentGatewayId">
/// The gateway that read it last, where that has read nothing since either: not the tag need be the cause. Null where it has, and where a
/// tag is its own gateway.
/// </param>
public sealed record TagFellSilent(Origin Origin, string TagId, string HandlingUnitId, EventTime LastReadAt, string? SilentGatewayId = null);
