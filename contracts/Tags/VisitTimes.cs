namespace Logistics.Contracts.Tags;

/// <summary>When a stay at a hub began and ended, by event time, and the reads that decided it.</summary>
/// <param name="DepartedAt">Null while it goes on.</param>
/// <param name="ArrivalInterpolated">Between two fixes, when the unit went into the hub's fence.</param>
public sealed record VisitTimes(EventTime ArrivedAt, ReadEvidence ArrivedBy, EventTime? DepartedAt, ReadEvidence? DepartedBy,
    bool ArrivalInterpolated = false, bool DepartureInterpolated = false);
