using NodaTime;

namespace Logistics.Routing.Planning;

/// <param name="ReadyAt">Goods can leave from here on.</param>
/// <param name="ShipmentId">Its own reservations do not stand in its way; null for a question.</param>
internal sealed record PlanQuery(
    string FromHubId, string ToHubId, Instant ReadyAt, Instant ArriveBy, double WeightKg, bool Refrigerated, string? ShipmentId = null);

/// <param name="FromCall">Index of the call where the goods go on board; a run may call at a hub more than once.</param>
internal sealed record Leg(
    string CarrierId,
    string ServiceId,
    LocalDate ServiceDate,
    string FromHubId,
    string ToHubId,
    int FromCall,
    int ToCall,
    Instant Departure,
    Instant Arrival);

internal abstract record Plan(string Explanation)
{
    internal sealed record Found(IReadOnlyList<Leg> Legs, string Explanation) : Plan(Explanation);

    /// <param name="Constraint">One of <see cref="Constraints"/>: what removed the last option.</param>
    internal sealed record None(string Constraint, string Explanation) : Plan(Explanation);
}

internal static class Constraints
{
    internal const string Network = "network";
    internal const string Temperature = "temperature";
    internal const string Capacity = "capacity";
    internal const string Appointment = "appointment";
}
