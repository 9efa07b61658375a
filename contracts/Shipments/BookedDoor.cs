using NodaTime;

namespace Logistics.Contracts.Shipments;

/// <summary>
/// An address where goods are collected or delivered, outside the network of hubs: lorries go there. Wherever a hub is named in
/// messages of such a shipment, its doors are named <see cref="Collection"/> and <see cref="Delivery"/>.
/// </summary>
/// <param name="Latitude">WGS 84, degrees.</param>
/// <param name="Longitude">WGS 84, degrees.</param>
/// <param name="Zone">IANA: of its local times.</param>
public sealed record BookedDoor(double Latitude, double Longitude, string Zone)
{
    /// <summary>In place of a hub's id: where the shipment is collected.</summary>
    public const string Collection = "door:from";

    /// <summary>In place of a hub's id: where it is delivered.</summary>
    public const string Delivery = "door:to";

    /// <summary>Of the place, never of a person; null: it has none.</summary>
    public string? Name { get; init; }

    /// <summary>When it loads and unloads; null: always.</summary>
    public IReadOnlyList<DoorHours>? Hours { get; init; }
}

/// <param name="Weekday">Monday 1 to Sunday 7: on which it opens.</param>
/// <param name="Opens">Local.</param>
/// <param name="Closes">Local; no later than it opens: on the day after.</param>
public sealed record DoorHours(int Weekday, LocalTime Opens, LocalTime Closes);
