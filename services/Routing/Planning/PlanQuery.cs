using System.Text.Json.Serialization;
using Logistics.Routing.CarrierServices;
using Logistics.Routing.Network;
using Logistics.Routing.Roads;
using NodaTime;

namespace Logistics.Routing.Planning;

/// <param name="ReadyAt">Goods can leave from here on.</param>
/// <param name="ShipmentId">Its own reservations do not stand in its way; null for a question.</param>
internal sealed record PlanQuery(
    string FromHubId, string ToHubId, Instant ReadyAt, Instant ArriveBy, double WeightKg, bool Refrigerated, string? ShipmentId = null)
{
    internal double VolumeM3 { get; init; }

    internal int Units { get; init; }

    /// <summary>Between which the goods must be kept; null where <see cref="Refrigerated"/> says all that is known.</summary>
    internal TemperatureBand? Temperature { get; init; }

    internal IReadOnlyList<string> HazardClasses { get; init; } = [];

    internal IReadOnlyList<string> ExcludedCarriers { get; init; } = [];

    /// <summary>Where these alone keep the appointment, no other is taken.</summary>
    internal IReadOnlyList<string> PreferredCarriers { get; init; } = [];

    /// <summary>At least so long between two runs, at hubs that need less.</summary>
    internal int MinTransferMinutes { get; init; }

    /// <summary>When the dock of the origin can load; empty: always.</summary>
    internal IReadOnlyList<Window> CollectWindows { get; init; } = [];

    /// <summary>When the dock of the destination can unload; empty: always.</summary>
    internal IReadOnlyList<Window> DeliverWindows { get; init; } = [];

    /// <summary>Where the goods are collected instead of a hub; then the hub's id is <see cref="Door.Origin"/>.</summary>
    internal Door? FromDoor { get; init; }

    internal Door? ToDoor { get; init; }

    internal RoadUse Roads { get; init; }

    /// <summary>When lorries would be ordered.</summary>
    internal Instant OrderedAt { get; init; } = Instant.MinValue;

    internal Load Load => new(WeightKg, VolumeM3, Units);
}

/// <param name="To">Exclusive.</param>
internal readonly record struct Window(Instant From, Instant To);

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
    Instant Arrival)
{
    /// <summary>Null for a leg by timetable. A road leg is a lorry of its own: no run, and nobody else's room.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RoadDrive? Road { get; init; }

    /// <summary>The same sections of the same run, whatever its times.</summary>
    internal bool RidesLike(Leg other) =>
        (ServiceId, ServiceDate, FromCall, ToCall) == (other.ServiceId, other.ServiceDate, other.FromCall, other.ToCall)
        && (Road is null || (FromHubId, ToHubId, Departure) == (other.FromHubId, other.ToHubId, other.Departure));
}

internal abstract record Plan(string Explanation)
{
    internal sealed record Found(IReadOnlyList<Leg> Legs, string Explanation) : Plan(Explanation);

    /// <param name="Constraint">One of <see cref="Constraints"/>: what removed the last option.</param>
    internal sealed record None(string Constraint, string Explanation) : Plan(Explanation);
}
