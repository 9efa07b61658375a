using System.Text.Json.Serialization;
using Logistics.Contracts.Shipments;
using NodaTime;

namespace Logistics.Shipments.Shipments;

/// <summary>An address where the shipment is collected or delivered, in place of a hub. Its local times are in the appointment's zone.</summary>
/// <param name="Latitude">WGS 84, degrees.</param>
internal sealed record Door(double Latitude, double Longitude)
{
    /// <summary>In place of a hub's id, wherever one is named.</summary>
    public const string Collection = BookedDoor.Collection;

    public const string Delivery = BookedDoor.Delivery;

    /// <summary>Of the place, never of a person: it is not encrypted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    /// <summary>Null: always open.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<DoorHours>? Hours { get; init; }

    public static bool Is(string hub) => hub is Collection or Delivery;

    public bool Equals(Door? other) => other is not null && (Latitude, Longitude, Name) == (other.Latitude, other.Longitude, other.Name)
        && (Hours ?? []).SequenceEqual(other.Hours ?? []);

    public override int GetHashCode() => HashCode.Combine(Latitude, Longitude);
}

/// <param name="Weekday">Monday 1 to Sunday 7: on which it opens.</param>
/// <param name="Closes">No later than it opens: on the day after.</param>
internal sealed record DoorHours(int Weekday, LocalTime Opens, LocalTime Closes);

internal static class Doors
{
    /// <summary>The door that is meant by an id; null for a hub.</summary>
    public static Door? DoorOf(this RouteSpecification route, string hub) => hub switch
    {
        Door.Collection => route.CollectAt,
        Door.Delivery => route.DeliverAt,
        _ => null,
    };

    /// <summary>For people: a hub by its id, a door by its name.</summary>
    public static string PlaceName(this Shipment s, string hub) => hub switch
    {
        Door.Collection => s.Route.CollectAt?.Name ?? "the door of collection",
        Door.Delivery => s.Route.DeliverAt?.Name ?? "the door of delivery",
        _ => hub,
    };
}
