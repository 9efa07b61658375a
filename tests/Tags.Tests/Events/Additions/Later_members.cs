using Logistics.Specs;
using Logistics.Tags.BusinessLocations;
using Logistics.Tags.Condition;
using Logistics.Tags.Fences;
using Logistics.Tags.Gateways;
using Logistics.Tags.HandlingUnits;
using Logistics.Tags.ShipmentWatches;
using Logistics.Tags.Tags;
using NodaTime;
using Xunit;

namespace Logistics.Tags.Tests.Events;

/// <summary>
/// Members that were added to an event later are optional: texts without them, as approved beside, are still read and written the
/// same; here is what an event looks like that has them all.
/// </summary>
public sealed class Later_members
{
    private const string Unit = "106141412345678908";
    private static readonly OffsetDateTime At = new LocalDateTime(2026, 11, 20, 12, 0).WithOffset(Offset.FromHours(1));

    private static readonly ShipmentWatchBegan Watched = new("shp-1", [Unit], null)
    {
        Amendments = [new(4, At.ToInstant(), [Unit], new(2, 25, 15)), new(5, At.ToInstant(), null, new(2, 8, 15))],
        ClosedAt = At,
    };

    public static TheoryData<string, object> Samples() => new()
    {
        { "tag-fell-silent.v1", new TagFellSilent(Unit, At, "gw-1") },
        { "gateway-fell-silent.v1", new GatewayFellSilent("org-hub", "rp-dock", At.ToInstant(), "DEDTM") },
        { "excursion-started.v1", new ExcursionStarted(Unit, "shp-1", "temperature", At, 11.5, "CEL", "2 to 8 CEL, 15 min", "1763629200-1") },
        { "excursion-ended.v1", new ExcursionEnded(Unit, "shp-1", "temperature", At, At, 11.5, "CEL", "2 to 8 CEL, 15 min", "1763629200-1", WatchEnd.TagDetached) },
        {
            "excursion-amended.v1",
            new ExcursionAmended(
                Unit, "shp-1", "1763629200-1", "temperature", new(At, null, 11.5), new(At, At, 12, WatchEnd.ShipmentClosed), "CEL", "2 to 8 CEL, 15 min")
        },
        { "shipment-watch-began.v1", Watched with { AfterEnd = true, Conditions = [new("humidity", 30, 65, 60), new("shock", null, 5, 0)] } },
        { "shipment-watch-amended.v1", new ShipmentWatchAmended("shp-1", new(4, At.ToInstant(), null, new(2, 25, 15)), Watched) },
        { "unit-aggregated.v1", new UnitAggregated(Unit, At, "packing", "org-lenne") { Provisional = true, Place = new("rp-dock", "DEDTM") } },
        { "unit-disaggregated.v1", new UnitDisaggregated(Unit, At, null, "org-lenne") { Provisional = true, Place = new(null, "DEDTM") } },
        { "shipment-watch-ended.v1", new ShipmentWatchEnded("shp-1", 9, At, Watched with { Amendments = null }) },
        { "fence-drawn.v1", new FenceDrawn("DEDTM", FenceShape.Polygon([new(51, 7), new(51, 7.01), new(51.01, 7)]) with { Holes = [[new(51.002, 7.002), new(51.002, 7.004), new(51.004, 7.002)]] }, At, "org-hub") },
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public void Are_stored_as_approved(string name, object sample) => ApprovedJson.Check(name, sample);
}
