using NodaTime;

namespace Logistics.Contracts;

/// <summary>When it happened, with the offset of the clock that saw it (EPCIS eventTime, eventTimeZoneOffset).</summary>
/// <param name="Instant">Microseconds at most.</param>
/// <param name="OffsetMinutes">Minutes east of UTC.</param>
public sealed record EventTime(Instant Instant, int OffsetMinutes);
