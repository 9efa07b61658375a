namespace Logistics.Contracts.Tags;

/// <summary>
/// An attached tag that reports by itself has not been read for longer than its reporting interval allows, while the
/// gateways' clocks went on.
/// </summary>
/// <param name="LastReadAt">Event time.</param>
public sealed record TagFellSilent(Origin Origin, string TagId, string HandlingUnitId, EventTime LastReadAt);
