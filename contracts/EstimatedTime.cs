using NodaTime;

namespace Logistics.Contracts;

/// <summary>An estimate as a distribution: half arrive by P50, four in five by P80, nineteen in twenty by P95.</summary>
public sealed record EstimatedTime(Instant P50, Instant P80, Instant P95);
