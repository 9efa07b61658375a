using Logistics.Shipments.Shipments;
using Logistics.Shipments.TransportOrders;
using Logistics.Shipments.WorkItems;
using Logistics.Specs;
using Xunit;

namespace Logistics.Shipments.Tests;

/// <summary>
/// Members that were added to an event later are optional: texts without them, as approved beside, are still read and written the
/// same; here is what an event looks like that has them all.
/// </summary>
public sealed class Later_members
{
    private static readonly Appointment Noon = new(new(2026, 11, 20, 12, 0), "Europe/Berlin");

    private static readonly Dictionary<string, object> Samples = new()
    {
        ["shipment-booked.v1"] = Known.Booked with
        {
            Route = Known.Route with { CollectBy = Noon, DeliverFrom = Noon, CollectAt = Known.Works, DeliverAt = new(50.9, 8.1) },
            HandlingUnits =
            [
                Known.Booked.HandlingUnits[0] with
                {
                    Dimensions = new(120, 80, 145),
                    DangerousGoods = [new("UN1203", "3", PackingGroup.II, "PETROL")],
                },
            ],
            References = [new(ReferenceKind.DeliveryNote, "DN 1")],
            Conditions = [new(ConditionKind.Humidity, 30, 65, 60), new(ConditionKind.Shock, null, 5, 0)],
            ReturnOf = "shp-0",
        },
        ["actual-recorded.v1"] = Known.Actual(MilestoneKind.Delivered, "DESIE", 1, Known.Report(Known.At(16), "r-9", Known.Unit) with
        {
            Proof = new(Known.Protected("psn-3"), [new string('a', 64)]),
            Remark = "Left at the gate.",
        }),
        ["actual-retracted.v1"] = new ActualRetracted(
            MilestoneKind.Arrived, "DEHAG", 0, EvidenceKind.Read, "gw-1", "gw-1/1/17", CorrectionReason.IncorrectData, Known.Local(Known.At(12, 10)), Known.Hub, Known.At(13))
        {
            HandlingUnitIds = [Known.Unit],
        },
        ["shipment-amended.v1"] = new ShipmentAmended(null, null, "Screws", null, null, Known.Shipper, Known.Now)
        {
            HandlingUnits = [Known.Booked.HandlingUnits[0]],
            Parties = [new(PartyRole.Consignor, Known.Shipper, Known.Protected("psn-4")), new(PartyRole.FreightForwarder, Known.Hub, null)],
        },
        ["excursion-started.v1"] = Known.Numbered,
        ["excursion-ended.v1"] = new ExcursionEnded(
            "tag-1", Known.Unit, 4, "temperature", Known.Local(Known.At(12)), Known.Local(Known.At(12, 40)), 12.25, "CEL")
        { ExcursionId = "1", Limits = "2 to 8 CEL", EndedBy = "tag-detached" },
        ["excursion-amended.v1"] = Known.Longer with { EndedBy = "shipment-closed" },
        ["tracking-link-created.v1"] = new TrackingLinkCreated("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", Known.At(20)) { By = Known.Shipper },
        ["tag-fell-silent.v1"] = new TagFellSilent("tag-1", Known.Unit, 5, Known.Local(Known.At(11))) { SilentGatewayId = "gw-1" },
        ["work-item-raised.v1"] = Known.Raised with
        {
            Parameters = new Dictionary<string, string> { ["hub"] = "DESIE", ["minutes"] = "20" },
            Links = [new("leg", "1")],
            ActionCode = "tell-consignee",
            DueBy = Known.At(16),
        },
        ["work-item-raised-again.v1"] = new WorkItemRaisedAgain("shp-1", Severity.Critical, "Worse.", "Re-plan.", "DESIE", Known.At(9))
        {
            Parameters = new Dictionary<string, string> { ["minutes"] = "80" },
            Links = [new("leg", "1")],
            DueBy = Known.At(11),
        },
        ["work-item-shelved.v1"] = new WorkItemShelved("shp-1", "p-ada", Known.At(12)) { DueBy = Known.At(12) },
        ["transport-order-tendered.v1"] = Known.Tendered with
        {
            RespondBy = Known.At(12),
            Leg = Known.Legs[0] with { FromDoor = Known.Works, ToDoor = new(50.9, 8.1), Road = new(92.5, 100, 0, 0) },
        },
        ["transport-order-rejected.v1"] = new TransportOrderRejected("shp-1", "No driver.") { Leg = Known.Legs[0] },
    };

    public static TheoryData<string> Names => [.. Samples.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Are_stored_as_approved(string name) => ApprovedJson.Check(name, Samples[name]);
}
