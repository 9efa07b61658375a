namespace Logistics.Contracts.Tags;

/// <summary>Reads say that a handling unit has left a hub: seen at an exit, or elsewhere.</summary>
/// <param name="At">Event time of the last read of the stay or of the exit.</param>
/// <param name="Interpolated">Nobody read it then: it went out of the hub's fence between the two fixes that are the evidence.</param>
/// <param name="ContainerId">What it was inside of, directly or through others, and whose tag was read; null where its own tag was.</param>
public sealed record HandlingUnitDeparted(
    Origin Origin, string TagId, string HandlingUnitId, string HubId, string ReadPointId, EventTime At, IReadOnlyList<ReadEvidence> Evidence,
    bool Interpolated = false, string? ContainerId = null);
