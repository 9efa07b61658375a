using NodaTime;

namespace Logistics.Routing.Hubs;

/// <summary>Open on a weekday between two local times; over midnight where it closes no later than it opens.</summary>
/// <param name="Weekday">Monday 1 to Sunday 7: on which it opens.</param>
internal sealed record OpeningHours(int Weekday, LocalTime Opens, LocalTime Closes);

/// <summary>Nothing is taken in or given out for a while, whatever the hours say.</summary>
/// <param name="To">Exclusive.</param>
internal sealed record Closure(Instant From, Instant To, string Cause);
