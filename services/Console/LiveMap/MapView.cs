using Logistics.Console.Edge;
using Logistics.Console.Names;
using Logistics.Console.Shipments;
using Logistics.Tags.V1;
using NodaTime;

namespace Logistics.Console.LiveMap;

/// <summary>Hubs that some service joins without a stop between.</summary>
internal sealed record Lane(string FromHubId, string ToHubId, IReadOnlyList<string> Modes, IReadOnlyList<string> CarrierIds, int Services);

/// <summary>Where a tag is; also what a change event carries.</summary>
/// <param name="HubId">Null between hubs.</param>
internal sealed record PresenceItem(
    string TagId, string? HandlingUnitId, string? HubId, string ReadPointId, Position? Position, Instant? Since, Instant? LastReadAt, bool Silent)
{
    internal static PresenceItem Of(Presence one) => new(
        one.TagId, one.HandlingUnitId.OrNull(), one.HubId.OrNull(), one.ReadPointId, one.Position.OrNull(), one.Since.OrNull(), one.LastReadAt.OrNull(), one.Silent);
}

/// <summary>Whose handling units these are, and how the shipment stands.</summary>
internal sealed record MapShipment(string Id, string Reference, Punctuality Punctuality, int? LateMinutes, IReadOnlyList<string> HandlingUnitIds);

/// <param name="Truncated">There is more than the map loads at once.</param>
internal sealed record MapView(
    IReadOnlyList<HubName> Hubs, IReadOnlyList<Lane> Lanes, IReadOnlyList<PresenceItem> Presences, IReadOnlyList<MapShipment> Shipments, bool Truncated,
    IReadOnlyList<string> Unavailable);
