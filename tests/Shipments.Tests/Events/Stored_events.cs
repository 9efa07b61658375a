using FluentAssertions;
using Logistics.EventStore;
using Logistics.Shipments.Grants;
using Logistics.Shipments.Gateways;
using Logistics.Shipments.HandlingUnits;
using Logistics.Shipments.Handovers;
using Logistics.Shipments.Organisations;
using Logistics.Shipments.Sandboxes;
using Logistics.Shipments.Shipments;
using Logistics.Shipments.TransportOrders;
using Logistics.Shipments.WorkItems;
using Logistics.Specs;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Logistics.Shipments.Tests;

/// <summary>What is in the log stays readable: each stored name against the text that was approved for it.</summary>
public sealed class Stored_events
{
    private const string Hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private static readonly Dictionary<string, object> Samples = new()
    {
        ["shipment-booked.v1"] = Known.Booked with
        {
            Parties = [new(PartyRole.Consignor, Known.Shipper, Known.Protected("psn-1")), new(PartyRole.FreightForwarder, Known.Hub, null)],
        },
        ["itinerary-assigned.v1"] = Known.Assigned,
        ["plan-failed.v1"] = new PlanFailed(1, "No service calls at DEDTM on Sundays."),
        ["actual-recorded.v1"] = Known.Actual(MilestoneKind.Arrived, "DEHAG", 0, Known.Report(Known.At(12), "r-1", Known.Unit) with
        {
            SaidBy = Known.Protected("psn-2"),
        }),
        ["actual-retracted.v1"] = new ActualRetracted(
            MilestoneKind.Arrived, "DEHAG", 0, EvidenceKind.Report, Known.Carrier, "r-1", CorrectionReason.DidNotOccur, Known.Local(Known.At(12, 10)),
            Known.Carrier, Known.At(13)),
        ["shipment-reopened.v1"] = new ShipmentReopened(Known.At(17)),
        ["document-attached.v1"] = new DocumentAttached(Hash, "image/jpeg", 20480, Known.Carrier, Known.At(16)),
        ["estimate-revised.v1"] = Known.Estimate(Known.At(15, 20), 2, 1),
        ["shipment-delivered.v1"] = new ShipmentDelivered(Known.Local(Known.At(16))),
        ["excursion-started.v1"] = Known.Warm(),
        ["excursion-ended.v1"] = new ExcursionEnded(
            "tag-1", Known.Unit, 4, "temperature", Known.Local(Known.At(12)), Known.Local(Known.At(12, 40)), 12.25, "CEL"),
        ["excursion-amended.v1"] = new ExcursionAmended(
            "tag-1", Known.Unit, 5, "1763629200-1", "temperature", Known.Local(Known.At(11)), Known.Local(Known.At(12, 40)), 12.5, "CEL", "2 to 8 CEL, 15 min"),
        ["excursion-withdrawn.v1"] = new ExcursionWithdrawn(
            "tag-1", Known.Unit, 6, "1763629200-1", "temperature", Known.Local(Known.At(11)), Known.Local(Known.At(12, 40)), 12.5, "CEL"),
        ["tag-fell-silent.v1"] = new TagFellSilent("tag-1", Known.Unit, 5, Known.Local(Known.At(11))),
        ["tag-heard-again.v1"] = new TagHeardAgain("tag-1", Known.Unit, 6, Known.Local(Known.At(14))),
        ["battery-fell-low.v1"] = Known.Low,
        ["battery-recovered.v1"] = Known.Charged,
        ["tag-detached.v1"] = Known.Off,
        ["tracking-link-created.v1"] = new TrackingLinkCreated(Hash, Known.At(20)),
        ["tracking-link-revoked.v1"] = new TrackingLinkRevoked(Hash),
        ["shipment-shared.v1"] = new ShipmentShared("gr-1", Known.Shipper, "org-insurer", ["whereabouts", "schedule"], Known.At(20)),
        ["shipment-unshared.v1"] = new ShipmentUnshared("gr-1"),
        ["grant-learned.v1"] = Known.Grant,
        ["grant-expired.v1"] = new GrantExpired(Known.At(20)),
        ["shipment-amended.v1"] = new ShipmentAmended(
            "PO 4712", [new(ReferenceKind.DeliveryNote, "DN 1")], null, Known.Route, new(0, 4, 5), Known.Shipper, Known.Now),
        ["shipment-held.v1"] = new ShipmentHeld(HoldKind.Customs, "Papers are missing.", Known.Shipper, Known.Now),
        ["shipment-released.v1"] = new ShipmentReleased(HoldKind.Customs, Known.Shipper, Known.At(9)),
        ["shipment-cancelled.v1"] = new ShipmentCancelled("Sold elsewhere.", Known.Shipper, Known.Now),
        ["shipment-returned.v1"] = new ShipmentReturned("shp-2", [Known.Unit], "Refused at the door.", Known.Shipper, Known.At(17)),
        ["handling-units-lost.v1"] = new HandlingUnitsLost([Known.SecondUnit], "Not on the truck.", Known.Carrier, Known.At(17)),
        ["handling-units-found.v1"] = new HandlingUnitsFound([Known.SecondUnit], Known.Carrier, Known.At(18)),
        ["handling-unit-claimed.v1"] = new HandlingUnitClaimed("shp-1", Known.Now),
        ["handling-unit-released.v1"] = new HandlingUnitReleased("shp-1"),
        ["handling-unit-sighted.v1"] = new HandlingUnitSighted(MilestoneKind.Departed, "DEDTM", Known.Read(Known.At(7))),
        ["handling-unit-sighting-withdrawn.v1"] = new HandlingUnitSightingWithdrawn(MilestoneKind.Departed, "DEDTM", "gw-1", Known.Local(Known.At(7))),
        ["gateway-fell-silent.v1"] = Known.Mute,
        ["gateway-heard-again.v1"] = new GatewayHeardAgain(5, Known.At(13)),
        ["organisation-deactivated.v1"] = new OrganisationDeactivated(Known.Shipper, 2),
        ["organisation-reactivated.v1"] = new OrganisationReactivated(Known.Shipper, 3),
        ["sandbox-stocked.v1"] = new SandboxStocked("org-sandbox-a", [new("shp-sandbox-1", ["to-sandbox-1", "to-sandbox-2"])], Known.Now),
        ["sandbox-discarded.v1"] = new SandboxDiscarded(Known.At(9)),
        ["transport-order-tendered.v1"] = Known.Tendered,
        ["transport-order-accepted.v1"] = new TransportOrderAccepted("shp-1"),
        ["transport-order-rejected.v1"] = new TransportOrderRejected("shp-1", "No driver."),
        ["transport-order-timed-out.v1"] = new TransportOrderTimedOut("shp-1", Known.Legs[0], Known.At(12)),
        ["transport-order-withdrawn.v1"] = new TransportOrderWithdrawn("shp-1", "The shipment was planned anew."),
        ["custody-passed.v1"] = new CustodyPassed("ho-1", [Known.Unit], Known.Carrier, Known.OtherCarrier, "DEHAG", Known.Local(Known.At(12))),
        ["handover-opened.v1"] = new HandoverOpened("ho-1", Known.Terms, Known.Hub, Known.At(12)),
        ["handover-confirmed.v1"] = new HandoverConfirmed(
            HandoverSide.Releasing, [Known.Unit], Known.Local(Known.At(12)), Known.At(12, 1), "Seal 4711 intact."),
        ["handover-disputed.v1"] = new HandoverDisputed(Known.OtherCarrier, "One was damaged.", Known.At(13)),
        ["handover-settled.v1"] = new HandoverSettled([Known.Unit], Known.Hub, "One stayed.", Known.At(14)),
        ["handover-overdue.v1"] = new HandoverOverdue(Known.At(14)),
        ["work-item-raised.v1"] = Known.Raised,
        ["work-item-raised-again.v1"] = new WorkItemRaisedAgain("shp-1", Severity.Critical, "Worse.", "Re-plan.", "DESIE", Known.At(9)),
        ["work-item-restated.v1"] = new WorkItemRestated("shp-1", "Warm.", new Dictionary<string, string> { ["peak"] = "12.5" }),
        ["work-item-acknowledged.v1"] = new WorkItemAcknowledged("shp-1", "p-ada"),
        ["work-item-assigned.v1"] = new WorkItemAssigned("shp-1", "p-ada", "p-bob"),
        ["work-item-noted.v1"] = new WorkItemNoted("shp-1", "p-ada", "Called the driver.", Known.At(9)),
        ["work-item-overdue.v1"] = new WorkItemOverdue("shp-1", Known.At(10)),
        ["work-item-shelved.v1"] = new WorkItemShelved("shp-1", "p-ada", Known.At(12)),
        ["work-item-resolved.v1"] = new WorkItemResolved("shp-1", "p-ada", "Consignee told."),
    };

    public static TheoryData<string> Names => [.. Samples.Keys];

    [Fact]
    public void All_that_are_registered_are_approved() => ApprovedJson.CheckAll(ShipmentsModule.AddEvents);

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_is_stored_as_approved(string name) => ApprovedJson.Check(name, Samples[name]);

    /// <summary>Registering again what the samples hold collides, event by event, only if the module has all of them.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Each_is_registered_under_its_name(string name)
    {
        var register = typeof(EventStoreBuilder).GetMethod(nameof(EventStoreBuilder.Event))!.MakeGenericMethod(Samples[name].GetType());
        new ServiceCollection().AddEventStore("Host=nowhere", store =>
        {
            ShipmentsModule.AddEvents(store);
            store.Invoking(s => register.Invoke(s, [name])).Should().Throw<System.Reflection.TargetInvocationException>();
        });
    }
}
