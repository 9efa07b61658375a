using NodaTime;

namespace Logistics.Shipments.TransportOrders;

/// <summary>How long a carrier has to answer: long enough for a desk that is not always staffed, and time left to find another one.</summary>
internal static class TenderTerms
{
    public static readonly Duration Usual = Duration.FromHours(4);
    public static readonly Duration BeforeDeparture = Duration.FromHours(1);
    public static readonly Duration Shortest = Duration.FromMinutes(15);

    public static Instant RespondBy(Instant now, Instant departure)
        => Instant.Max(now + Shortest, Instant.Min(now + Usual, departure - BeforeDeparture));
}
