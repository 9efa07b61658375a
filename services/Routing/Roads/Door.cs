using System.Text.Json.Serialization;
using Logistics.Contracts.Shipments;
using Logistics.Routing.Hubs;

namespace Logistics.Routing.Roads;

/// <summary>An address outside the network, where goods are collected or delivered.</summary>
/// <param name="Zone">IANA; null: that of the nearest hub.</param>
internal sealed record Door(double Latitude, double Longitude, string? Zone)
{
    /// <summary>What a plan calls the door that it begins at; no hub has such an id.</summary>
    internal const string Origin = BookedDoor.Collection;

    internal const string Destination = BookedDoor.Delivery;

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    /// <summary>Local; outside them nothing is loaded or unloaded. Null: always open.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<OpeningHours>? Hours { get; init; }

    internal static bool Is(string hubId) => hubId.StartsWith("door:", StringComparison.Ordinal);

    /// <param name="zone">Where the door does not say.</param>
    internal HubDetails AsHub(string id, string zone) =>
        new(Name ?? (id == Origin ? "the door of collection" : "the door of delivery"), Latitude, Longitude, Zone ?? zone, 0) { OpeningHours = Hours };

    public bool Equals(Door? other) => other is not null && (Latitude, Longitude, Zone, Name) == (other.Latitude, other.Longitude, other.Zone, other.Name)
        && (Hours ?? []).SequenceEqual(other.Hours ?? []);

    public override int GetHashCode() => HashCode.Combine(Latitude, Longitude);
}
