using Logistics.Specs;
using Logistics.Tags.BusinessLocations;
using Logistics.Tags.Fences;
using Logistics.Tags.Gateways;
using Logistics.Tags.HandlingUnits;
using Logistics.Tags.Presence;
using Logistics.Tags.Quarantine;
using Logistics.Tags.ReadPoints;
using Logistics.Tags.ShipmentWatches;
using Logistics.Tags.Tags;
using NodaTime;
using Xunit;

namespace Logistics.Tags.Tests.Events;

public sealed class Stored_events
{
    private const string Unit = "106141412345678908";
    private static readonly OffsetDateTime At = new LocalDateTime(2026, 11, 20, 12, 0, 0, 123).WithOffset(Offset.FromHours(1));
    private static readonly OffsetDateTime Later = new LocalDateTime(2026, 11, 20, 18, 30).WithOffset(Offset.FromHours(1));
    private static readonly ReadReference Read = new("gw-1/ep-1/7", "gw-1", At.ToInstant(), 60, Later.ToInstant(), "00ff");

    public static TheoryData<string, object> Samples() => new()
    {
        { "tag-registered.v1", new TagRegistered("urn:epc:id:sgtin:0614141.812345.6789", TagKind.LoRaWan, "org-lenne") },
        { "tag-attached.v1", new TagAttached(Unit, At) },
        { "tag-detached.v1", new TagDetached(Unit, Later) },
        { "tag-retired.v1", new TagRetired(Later) },
        { "tag-sighted.v1", new TagSighted(Unit, "DEDTM", "rp-dock", At) },
        { "tag-arrived.v1", new TagArrived(Unit, "DEDTM", "rp-dock", At, false, [Read]) },
        { "tag-departed.v1", new TagDeparted(Unit, "DEDTM", "rp-dock", Later, DepartureCause.Elsewhere, true, [Read]) },
        { "visit-amended.v1", new VisitAmendedV1(Unit, "DEDTM", "rp-dock", At, null, [Read]) },
        { "visit-amended.v2", new VisitAmended(Unit, "DEDTM", "rp-dock", new(At, Read, null, null), new(At, Read, Later, Read)) },
        { "visit-withdrawn.v1", new VisitWithdrawnV1(null, "DEDTM", At) },
        { "visit-withdrawn.v2", new VisitWithdrawn(null, "DEDTM", new(At, Read, Later, Read)) },
        { "tag-fell-silent.v1", new TagFellSilent(Unit, At) },
        { "tag-heard-again.v1", new TagHeardAgain(Unit, Later) },
        { "battery-fell-low.v1", new BatteryFellLow(Unit, At, 18) },
        { "battery-recovered.v1", new BatteryRecovered(Unit, Later, 96) },
        { "excursion-started.v1", new ExcursionStarted(Unit, "shp-1", "temperature", At, 11.5, "CEL", "2 to 8 CEL, 15 min") },
        { "excursion-ended.v1", new ExcursionEnded(Unit, "shp-1", "temperature", At, Later, 11.5, "CEL") },
        {
            "excursion-amended.v1",
            new ExcursionAmended(Unit, "shp-1", "1763629200-1", "temperature", new(At, null, 11.5), new(At, Later, 12), "CEL", "2 to 8 CEL, 15 min")
        },
        { "excursion-withdrawn.v1", new ExcursionWithdrawn(Unit, "shp-1", "1763629200-1", "temperature", new(At, null, 11.5), "CEL") },
        { "gateway-fell-silent.v1", new GatewayFellSilent("org-hub", "rp-dock", Instant.FromUtc(2026, 11, 20, 12, 0)) },
        { "gateway-heard-again.v1", new GatewayHeardAgain("org-hub", null, Instant.FromUtc(2026, 11, 20, 12, 0)) },
        { "gateway-registered.v1", new GatewayRegistered("gw-1", "org-hub", "rp-dock") },
        {
            "quarantined-read-mended.v1",
            new QuarantinedReadMended(
                [new("device:tote-1", Instant.FromUtc(2026, 11, 20, 12, 0).WithOffset(Offset.FromHours(1)), "rp-dock", 1, -60, new(51.5, 7.4), [new("temperature", 4.5, "CEL")], 93)], "typed")
        },
        { "quarantined-read-discarded.v1", new QuarantinedReadDiscarded("a test of the installer") },
        { "read-point-registered.v1", new ReadPointRegistered("rp-dock", "DEDTM", "dock-in", new(51.514, 7.466), "org-hub") },
        { "fence-drawn.v1", new FenceDrawn("DEDTM", FenceShape.Polygon([new(51.51, 7.46), new(51.51, 7.47), new(51.52, 7.47)]), At, "org-hub") },
        { "fence-removed.v1", new FenceRemoved("DEDTM", Later) },
        { "unit-aggregated.v1", new UnitAggregated(Unit, At, "packing", "org-lenne") },
        { "unit-disaggregated.v1", new UnitDisaggregated(Unit, Later, null, "org-lenne") },
        { "unit-reporter-judged.v1", new UnitReporterJudged("org-rival", false, At.ToInstant()) },
        { "unit-arrived.v1", new UnitArrived(Unit, "device:pallet", "DEDTM", "rp-dock", new(At, Read, null, null)) },
        { "unit-departed.v1", new UnitDeparted(Unit, "device:pallet", "DEDTM", null, new(At, Read, Later, Read)) },
        { "unit-visit-amended.v1", new UnitVisitAmended(Unit, "device:pallet", "DEDTM", "rp-dock", new(At, Read, null, null), new(Later, Read, null, null)) },
        { "unit-visit-withdrawn.v1", new UnitVisitWithdrawn(Unit, "device:pallet", "DEDTM", new(At, Read, null, null)) },
        { "shipment-watch-began.v1", new ShipmentWatchBegan("shp-1", [Unit], new(2, 8, 15)) },
        { "shipment-watch-amended.v1", new ShipmentWatchAmended("shp-1", new(4, At.ToInstant(), [Unit], new(2, 25, 15)), null) },
        { "shipment-watch-ended.v1", new ShipmentWatchEnded("shp-1") },
        { "shipment-watch-reopened.v1", new ShipmentWatchReopened("shp-1", new("shp-1", [Unit], new(2, 8, 15)), 11) },
        { "shipment-parties-named.v1", new ShipmentPartiesNamed("shp-1", [Unit], ["org-lenne", "org-ruhr"], 1, 3) },
    };

    [Fact]
    public void All_that_are_registered_are_approved() => ApprovedJson.CheckAll(TagsModule.Log);

    [Theory]
    [MemberData(nameof(Samples))]
    public void Look_as_approved(string name, object sample) => ApprovedJson.Check(name, sample);
}
