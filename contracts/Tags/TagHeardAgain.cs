namespace Logistics.Contracts.Tags;

/// <summary>A silent tag is read again.</summary>
public sealed record TagHeardAgain(Origin Origin, string TagId, string HandlingUnitId, EventTime At);
