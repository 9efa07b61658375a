using NodaTime;

namespace Logistics.Routing.Etas.Learning;

/// <summary>A leg whose time on the way is asked for, with nothing but what is known when it starts.</summary>
/// <param name="Mode">road, rail, barge, sea; or what else tells kinds of carriage apart.</param>
/// <param name="Start">In the zone of the hub it leaves.</param>
/// <param name="BaseMinutes">By the timetable or a routing engine; above 0.</param>
/// <param name="Position">1 for a journey's first leg.</param>
/// <param name="WaitedMinutes">Since the journey began.</param>
internal sealed record LegQuestion(
    string From, string To, string Mode, OffsetDateTime Start, double BaseMinutes, int Position, double WaitedMinutes)
{
    internal Instant At { get; } = Start.ToInstant();

    internal (string From, string To) Corridor => (From, To);
}

/// <summary>A leg that has ended.</summary>
internal sealed record LegOutcome(LegQuestion Leg, double Minutes)
{
    internal Instant End { get; } = Leg.At + Duration.FromMinutes(Minutes);

    /// <summary>0 where it took just its base time; the scale on which legs of all lengths are compared and averaged.</summary>
    internal double LogRatio { get; } = Math.Log(Minutes / Leg.BaseMinutes);
}

/// <summary>What is left of outcomes that are older than those kept one by one.</summary>
/// <param name="MedianRatio">Of the minutes taken to the base minutes.</param>
internal sealed record CorridorHistory(
    string From, string To, string Mode, int Legs, double MedianRatio, double MedianBaseMinutes, double MedianKm);
