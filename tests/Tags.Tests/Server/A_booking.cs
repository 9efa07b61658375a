using Logistics.Contracts.Shipments;
using NodaTime;

namespace Logistics.Tags.Tests.Server;

/// <summary>What Shipments tells of a unit that is to be kept at 2 to 8 °C, for the shipper.</summary>
internal static class A_booking
{
    internal static ShipmentBooked Of(string id, string unit, Instant readyAt) => new(
        new($"shipment-{id}", 1, 1), id, "R-1", "DEDTM", "DEHAG", readyAt, RunningTags.Now, [new(unit, 100)], new(2, 8, 15), ["org-lenne"], readyAt);
}
