using System.Reflection;
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
using Xunit;

namespace Logistics.Shipments.Tests;

/// <summary>Each decision that is accepted, made again on what came of it: nothing is recorded twice, and no decider is left out.</summary>
public sealed class Every_command
{
    private static readonly CorrectReport Correction = new(Known.Carrier, "r-1", CorrectionReason.DidNotOccur, null, null, null, [], Known.Report(Known.Now, "c-1"));
    private static readonly ActualRecorded Left = Known.Actual(MilestoneKind.Departed, "DEDTM", 0, Known.Report(Known.At(11), "r-1", Known.Unit, Known.SecondUnit));
    private static readonly HandlingUnitSighted Seen = new(MilestoneKind.Arrived, "DEHAG", Known.Read(Known.At(12)));
    private static readonly ActualRecorded Arrived = Known.Actual(MilestoneKind.Arrived, "DEHAG", 0, Seen.Evidence);
    private static readonly HandlingUnitClaimed Claimed = new("shp-1", Known.Now);
    private static readonly HandoverOpened Opened = new("ho-1", Known.Terms, Known.Hub, Known.Now);
    private static readonly HandoverConfirmed Given = new(HandoverSide.Releasing, [Known.Unit], Known.Local(Known.At(12)), Known.Now, "");

    private static readonly Dictionary<string, (int First, int Again)> Made = new()
    {
        ["ShipmentDecider.Book"] = Shipments([], s => ShipmentDecider.Book(s, Known.Booking, Known.Hub, Known.Now)),
        ["ShipmentDecider.AssignItinerary"] = Shipments([Known.Booked], s => ShipmentDecider.AssignItinerary(s, new(1, 1, Known.Legs, "earliest"), _ => true)),
        ["ShipmentDecider.FailPlan"] = Shipments([Known.Booked], s => ShipmentDecider.FailPlan(s, 1, "Nothing runs.")),
        ["ShipmentDecider.ReviseEstimate"] = Shipments([Known.Booked, Known.Assigned], s => ShipmentDecider.ReviseEstimate(s, Known.Estimate(Known.At(15)))),
        ["ShipmentDecider.RecordActual"] = Shipments([Known.Booked], s => ShipmentDecider.RecordActual(s, new(Left.Kind, Left.HubId, Left.Evidence))),
        ["ShipmentDecider.StartExcursion"] = Shipments([Known.Booked], s => ShipmentDecider.StartExcursion(s, Known.Warm())),
        ["ShipmentDecider.EndExcursion"] = Shipments([Known.Booked, Known.Warm()], s => ShipmentDecider.EndExcursion(
            s, new("tag-1", Known.Unit, 4, "temperature", Known.Local(Known.At(12)), Known.Local(Known.At(13)), 12, "CEL"))),
        ["ShipmentDecider.AmendExcursion"] = Shipments([Known.Booked, Known.Numbered], s => ShipmentDecider.AmendExcursion(s, Known.Longer)),
        ["ShipmentDecider.WithdrawExcursion"] = Shipments([Known.Booked, Known.Numbered], s => ShipmentDecider.WithdrawExcursion(s, Known.None)),
        ["ShipmentDecider.LoseTag"] = Shipments([Known.Booked], s => ShipmentDecider.LoseTag(s, new("tag-1", Known.Unit, 5, Known.Local(Known.At(11))))),
        ["ShipmentDecider.HearTag"] = Shipments([Known.Booked], s => ShipmentDecider.HearTag(s, new("tag-1", Known.Unit, 6, Known.Local(Known.At(11))))),
        ["ShipmentDecider.LoseCharge"] = Shipments([Known.Booked], s => ShipmentDecider.LoseCharge(s, Known.Low)),
        ["ShipmentDecider.RegainCharge"] = Shipments([Known.Booked, Known.Low], s => ShipmentDecider.RegainCharge(s, Known.Charged)),
        ["ShipmentDecider.DetachTag"] = Shipments([Known.Booked, Known.Low], s => ShipmentDecider.DetachTag(s, Known.Off)),
        ["ShipmentDecider.CreateTrackingLink"] = Shipments([Known.Booked], s => ShipmentDecider.CreateTrackingLink(s, Known.Shipper, "hash", Known.At(20), Known.Now)),
        ["ShipmentDecider.RevokeTrackingLink"] = Shipments(
            [Known.Booked, new TrackingLinkCreated("hash", Known.At(20))], s => ShipmentDecider.RevokeTrackingLink(s, Known.Shipper, "hash")),
        ["ShipmentDecider.PassCustody"] = Shipments(
            [Known.Booked], s => ShipmentDecider.PassCustody(s, new("ho-1", [Known.Unit], Known.Carrier, Known.OtherCarrier, "DEHAG", Known.Local(Known.At(12))))),
        ["ShipmentDecider.AttachDocument"] = Shipments([Known.Booked], s => ShipmentDecider.AttachDocument(s, new("hash", "image/png", 3, Known.Shipper, Known.Now))),
        ["AmendmentDecider.Amend"] = Shipments(
            [Known.Booked], s => AmendmentDecider.Amend(s, new("PO 4712", null, null, null, null, null, null, null) { Remove = [Known.SecondUnit] }, Known.Shipper, Known.Now)),
        ["LifeCycleDecider.Hold"] = Shipments([Known.Booked], s => LifeCycleDecider.Hold(s, HoldKind.Customs, "Papers.", Known.Shipper, Known.Now)),
        ["LifeCycleDecider.Release"] = Shipments(
            [Known.Booked, new ShipmentHeld(HoldKind.Customs, "Papers.", Known.Shipper, Known.Now)], s => LifeCycleDecider.Release(s, HoldKind.Customs, Known.Shipper, Known.Now)),
        ["LifeCycleDecider.Cancel"] = Shipments([Known.Booked], s => LifeCycleDecider.Cancel(s, "Sold.", Known.Shipper, Known.Now)),
        ["LifeCycleDecider.Return"] = Shipments([Known.Booked, Left], s => LifeCycleDecider.Return(s, "shp-2", "Refused.", Known.Shipper, Known.Now)),
        ["LifeCycleDecider.Lose"] = Shipments([Known.Booked], s => LifeCycleDecider.Lose(s, [Known.Unit], "Gone.", Known.Shipper, Known.Now)),
        ["LifeCycleDecider.Find"] = Shipments(
            [Known.Booked, new HandlingUnitsLost([Known.Unit], "Gone.", Known.Shipper, Known.Now)], s => LifeCycleDecider.Find(s, [], Known.Shipper, Known.Now)),
        ["CorrectionDecider.Correct"] = Shipments([Known.Booked, Known.Assigned, Left], s => CorrectionDecider.Correct(s, Correction, Known.Carrier, Known.Now)),
        ["CorrectionDecider.Withdraw"] = Shipments(
            [Known.Booked, Known.Assigned, Arrived], s => CorrectionDecider.Withdraw(s, Seen, CorrectionReason.DidNotOccur, Known.Now)!),

        ["SandboxDecider.DiscardShipment"] = Shipments(
            [Known.Booked with { Operator = Sandbox.Operator }], s => SandboxDecider.DiscardShipment(s, Known.Now)),
        ["SandboxDecider.DiscardHandover"] = Handovers([Opened with { Operator = Sandbox.Operator }], h => SandboxDecider.DiscardHandover(h, Known.Now)),
        ["SandboxDecider.DiscardOrder"] = Orders([Known.Tendered with { Operator = Sandbox.Operator }], o => SandboxDecider.DiscardOrder(o, Known.Now)),

        ["GrantDecider.Learn"] = Grants([], g => GrantDecider.Learn(g, Known.Grant)),
        ["GrantDecider.Expire"] = Grants([Known.Grant], g => GrantDecider.Expire(g, Known.Grant.Until)),
        ["GrantDecider.Apply"] = Shipments([Known.Booked], s => GrantDecider.Apply(s, new(Known.Grant, false))),

        ["HandlingUnitDecider.Claim"] = Units([], u => HandlingUnitDecider.Claim(u, Known.Unit, "shp-1", Known.Now)),
        ["HandlingUnitDecider.Release"] = Units([Claimed], u => HandlingUnitDecider.Release(u, "shp-1")),
        ["HandlingUnitDecider.Reclaim"] = Units([Claimed, new HandlingUnitReleased("shp-1")], u => HandlingUnitDecider.Reclaim(u, "shp-1", Known.Now)),
        ["HandlingUnitDecider.Sight"] = Units([], u => HandlingUnitDecider.Sight(u, Seen)),
        ["HandlingUnitDecider.Withdraw"] = Units([Seen], u => HandlingUnitDecider.Withdraw(u, Seen)),

        ["OrganisationDecider.Deactivate"] = Twice(Organisation.Stream, [], o => OrganisationDecider.Deactivate(o, new(Known.Shipper, 2))),
        ["OrganisationDecider.Reactivate"] = Twice(
            Organisation.Stream, [new OrganisationDeactivated(Known.Shipper, 2)], o => OrganisationDecider.Reactivate(o, new(Known.Shipper, 3))),
        ["GatewayDecider.Lose"] = Twice(Gateway.Stream, [], g => GatewayDecider.Lose(g, Known.Mute)),
        ["GatewayDecider.Hear"] = Twice(Gateway.Stream, [Known.Mute], g => GatewayDecider.Hear(g, new(5, Known.At(13)))),

        ["TransportOrderDecider.Tender"] = Orders([], o => TransportOrderDecider.Tender(o, Known.Tendered)),
        ["TransportOrderDecider.Accept"] = Orders([Known.Tendered], o => TransportOrderDecider.Accept(o, Known.Carrier)),
        ["TransportOrderDecider.Reject"] = Orders([Known.Tendered], o => TransportOrderDecider.Reject(o, Known.Carrier, "No driver.")),
        ["TransportOrderDecider.Withdraw"] = Orders([Known.Tendered], o => TransportOrderDecider.Withdraw(o, "Planned anew.")),
        ["TransportOrderDecider.TimeOut"] = Orders([Known.Tendered with { RespondBy = Known.At(9) }], o => TransportOrderDecider.TimeOut(o, Known.At(9))),

        ["HandoverDecider.Confirm"] = Handovers([], h => HandoverDecider.Confirm(h, "ho-1", Known.Terms, Known.Hub, Given, Known.Carrier, Known.Now)),
        ["HandoverDecider.Dispute"] = Handovers([Opened, Given], h => HandoverDecider.Dispute(h, Known.OtherCarrier, "Damaged.", Known.Now)),
        ["HandoverDecider.Settle"] = Handovers([Opened, Given], h => HandoverDecider.Settle(h, [Known.Unit], Known.Hub, "One stayed.", Known.Now)),
        ["HandoverDecider.MissDeadline"] = Handovers([Opened, Given], h => HandoverDecider.MissDeadline(h, Known.Now + HandoverDecider.Patience)),

        ["WorkItemDecider.Raise"] = Items([], i => WorkItemDecider.Raise(i, Known.Raised)),
        ["WorkItemDecider.Clear"] = Items([Known.Raised], i => WorkItemDecider.Clear(i, "The cause is gone.", false)),
        ["WorkItemDecider.Restate"] = Items([Known.Raised], i => WorkItemDecider.Restate(i, new("Better known.", new Dictionary<string, string>(), []))),
        ["WorkItemDecider.Acknowledge"] = Items([Known.Raised], i => WorkItemDecider.Acknowledge(i, Known.Hub, "p-ada")),
        ["WorkItemDecider.Assign"] = Items([Known.Raised], i => WorkItemDecider.Assign(i, Known.Hub, "p-ada", "p-bob")),
        ["WorkItemDecider.Note"] = Items([Known.Raised], i => WorkItemDecider.Note(i, Known.Hub, "p-ada", "Called.", Known.Now)),
        ["WorkItemDecider.MissDeadline"] = Items([Known.Raised with { DueBy = Known.At(9) }], i => WorkItemDecider.MissDeadline(i, Known.At(9))),
        ["WorkItemDecider.Shelve"] = Items([Known.Raised], i => WorkItemDecider.Shelve(i, Known.Hub, "p-ada", Known.At(12), Known.Now)),
        ["WorkItemDecider.Resolve"] = Items([Known.Raised], i => WorkItemDecider.Resolve(i, Known.Hub, "p-ada", "Told.")),
    };

    public static TheoryData<string> Names => [.. Made.Keys];

    [Fact]
    public void Is_made_here() => Made.Keys.Should().BeEquivalentTo(
        from type in typeof(ShipmentDecider).Assembly.GetTypes()
        where type.Name.EndsWith("Decider", StringComparison.Ordinal)
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static)
        where method.ReturnType == typeof(Decision)
        select $"{type.Name}.{method.Name}");

    /// <summary>A cause that returns is counted; policies say each only once, by the event that they say it for.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Takes_effect_once(string command)
    {
        Made[command].First.Should().BePositive();
        Made[command].Again.Should().Be(command == "WorkItemDecider.Raise" ? 1 : 0);
    }

    private static (int, int) Shipments(object[] past, Func<Shipment, Decision> decide) => Twice(Shipment.Stream, past, decide);

    private static (int, int) Grants(object[] past, Func<Grant, Decision> decide) => Twice(Grant.Stream, past, decide);

    private static (int, int) Units(object[] past, Func<HandlingUnit, Decision> decide) => Twice(HandlingUnit.Stream, past, decide);

    private static (int, int) Orders(object[] past, Func<TransportOrder, Decision> decide) => Twice(TransportOrder.Stream, past, decide);

    private static (int, int) Handovers(object[] past, Func<Handover, Decision> decide) => Twice(Handover.Stream, past, decide);

    private static (int, int) Items(object[] past, Func<WorkItem, Decision> decide) => Twice(WorkItem.Stream, past, decide);

    private static (int, int) Twice<TState>(StreamType<TState> type, object[] past, Func<TState, Decision> decide)
    {
        var before = past.Aggregate(type.Initial, type.Evolve);
        var first = Accepted(decide(before));
        return (first.Count, Accepted(decide(first.Aggregate(before, type.Evolve))).Count);
    }

    private static IReadOnlyList<object> Accepted(Decision decision) => decision is Decision.Accepted accepted
        ? accepted.Events
        : throw new InvalidOperationException($"Refused: {((Decision.Refused)decision).Refusal}");
}
