namespace Logistics.Contracts.Tags;

/// <summary>Reads say that a handling unit has come to a hub. Repeated reads of one stay are one message.</summary>
/// <param name="HandlingUnitId">SSCC.</param>
/// <param name="At">Event time of the first read of the stay.</param>
/// <param name="Evidence">The reads it rests on, the deciding one first.</param>
/// <param name="Interpolated">Nobody read it then: it went into the hub's fence between the two fixes that are the evidence.</param>
/// <param name="ContainerId">What it was inside of, directly or through others, and whose tag was read; null where its own tag was.</param>
public sealed record HandlingUnitArrived(
    Origin Origin, string TagId, string HandlingUnitId, string HubId, string ReadPointId, EventTime At, IReadOnlyList<ReadEvidence> Evidence,
    bool Interpolated = false, string? ContainerId = null);
