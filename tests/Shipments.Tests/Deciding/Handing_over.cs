using FluentAssertions;
using Logistics.EventStore;
using Logistics.Shipments.Handovers;
using Logistics.Shipments.Shipments;
using Logistics.Shipments.WorkItems;
using Logistics.Specs;
using NodaTime;
using Xunit;

namespace Logistics.Shipments.Tests;

public sealed class Handing_over
{
    private static readonly string[] Both = [Known.Unit, Known.SecondUnit];
    private static readonly HandoverOpened Opened = new("ho-1", Known.Terms, Known.Hub, Known.Now);
    private static readonly HandoverConfirmed Released = new(HandoverSide.Releasing, Both, Known.Local(Known.At(12)), Known.Now, "");
    private static readonly HandoverConfirmed Received = Released with { Side = HandoverSide.Receiving, At = Known.Local(Known.At(12, 5)) };
    private static readonly HandoverDisputed Disputed = new(Known.OtherCarrier, "One was damaged.", Known.Now);
    private static readonly HandoverSettled Settled = new([Known.Unit], Known.Hub, "One stayed.", Known.Now);

    [Fact]
    public void One_side_alone_is_open()
    {
        var h = Given().When(h => Confirm(h, Released, Known.Carrier)).Then(Opened, Released);
        (h.State(), h.Passed().Count).Should().Be((HandoverState.Open, 0));
    }

    [Fact]
    public void Both_sides_with_the_same_units_complete_it_in_any_order()
    {
        var h = Given(Opened, Received).When(h => Confirm(h, Released, Known.Carrier)).Then(Released);
        (h.State(), h.PassedAt()).Should().Be((HandoverState.Completed, Known.Local(Known.At(12, 5))));
        h.Passed().Should().Equal(Both);
    }

    [Fact]
    public void Again_records_nothing()
    {
        Given(Opened, Released).When(h => Confirm(h, Released, Known.Carrier)).ThenNothing();
        Given(Opened, Released, Received, Disputed).When(h => HandoverDecider.Dispute(h, Known.Carrier, "x", Known.Now)).ThenNothing();
        Given(Opened, Released, Disputed, Settled).When(h => Settle(h, Known.Unit)).ThenNothing();
    }

    [Fact]
    public void With_other_units_it_is_disputed_and_what_both_name_has_passed()
    {
        var h = Given(Opened, Released).When(h => Confirm(h, Received with { HandlingUnitIds = [Known.Unit] }, Known.OtherCarrier))
            .Then(Received with { HandlingUnitIds = [Known.Unit] });
        (h.State(), h.Passed().Single()).Should().Be((HandoverState.Disputed, Known.Unit));
    }

    [Fact]
    public void A_side_that_has_spoken_does_not_change_its_word()
        => Given(Opened, Released).When(h => Confirm(h, Released with { HandlingUnitIds = [Known.Unit] }, Known.Carrier)).ThenRefused("handover-confirmed");

    [Fact]
    public void Nobody_but_the_hub_speaks_for_another()
    {
        Given().When(h => Confirm(h, Released, Known.OtherCarrier)).ThenRefused("not-your-side");
        Given().When(h => Confirm(h, Released, Known.Hub)).Then(Opened, Released);
    }

    [Fact]
    public void To_oneself_is_refused()
        => Given().When(h => HandoverDecider.Confirm(h, "ho-1", Known.Terms with { To = Known.Carrier }, Known.Hub, Released, Known.Carrier, Known.Now))
            .ThenRefused("handover-to-oneself");

    [Fact]
    public void Either_side_disputes_it_and_the_hub_settles_it()
    {
        Given(Opened, Released, Received).When(h => HandoverDecider.Dispute(h, Known.OtherCarrier, "One was damaged.", Known.Now)).Then(Disputed)
            .State().Should().Be(HandoverState.Disputed);
        var h = Given(Opened, Released, Received, Disputed).When(h => Settle(h, Known.Unit)).Then(Settled);
        (h.State(), h.Passed().Single()).Should().Be((HandoverState.Completed, Known.Unit));
    }

    [Fact]
    public void Settling_what_both_agree_on_or_otherwise_than_before_is_refused()
    {
        Given(Opened, Released, Received).When(h => Settle(h, Known.Unit)).ThenRefused("handover-completed");
        Given(Opened, Released, Disputed, Settled).When(h => Settle(h, Known.SecondUnit)).ThenRefused("handover-settled");
    }

    [Fact]
    public void Who_is_no_side_finds_nothing()
    {
        Given(Opened, Released).When(h => HandoverDecider.Dispute(h, "org-third", "x", Known.Now)).ThenRefused("handover-not-found");
        Given(Opened, Released).When(h => HandoverDecider.Settle(h, [], Known.Carrier, "", Known.Now)).ThenRefused("handover-not-found");
        Given().When(h => Settle(h, Known.Unit)).ThenRefused("handover-not-found");
    }

    [Fact]
    public void It_is_overdue_once_when_the_other_side_keeps_silent()
    {
        var late = Known.Now + HandoverDecider.Patience;
        var overdue = new HandoverOverdue(late);
        Given(Opened, Released).When(h => HandoverDecider.MissDeadline(h, late - Duration.Epsilon)).ThenNothing();
        Given(Opened, Released).When(h => HandoverDecider.MissDeadline(h, late)).Then(overdue);
        Given(Opened, Released, overdue).When(h => HandoverDecider.MissDeadline(h, late)).ThenNothing();
        Given(Opened, Released, Received).When(h => HandoverDecider.MissDeadline(h, late)).ThenNothing();
    }

    [Fact]
    public void Custody_passes_once_and_a_late_word_moves_nothing_back()
    {
        var passed = new CustodyPassed("ho-1", Both, Known.Carrier, Known.OtherCarrier, "DEHAG", Known.Local(Known.At(12)));
        var earlier = new CustodyPassed("ho-0", Both, Known.Shipper, Known.Carrier, "DEDTM", Known.Local(Known.At(11)));
        Shipment(Known.Booked).When(s => ShipmentDecider.PassCustody(s, passed)).Then(passed).PossessingParty(Known.Unit).Should().Be(Known.OtherCarrier);
        Shipment(Known.Booked, passed).When(s => ShipmentDecider.PassCustody(s, passed)).ThenNothing();
        Shipment(Known.Booked, passed).When(s => ShipmentDecider.PassCustody(s, earlier)).Then(earlier).PossessingParty(Known.Unit).Should().Be(Known.OtherCarrier);
        Known.Folded(Known.Booked).PossessingParty(Known.Unit).Should().Be(Known.Shipper, "who sends it has it first");
        Shipment().When(s => ShipmentDecider.PassCustody(s, passed)).ThenRefused("shipment-not-found");
    }

    [Fact]
    public void Open_and_disputed_ones_are_raised_and_cleared()
    {
        var open = Given(Opened, Released).State;
        var overdue = Handover.Evolve(open, new HandoverOverdue(Known.At(10)));
        Policies.After(open, overdue).Should().ContainSingle().Which.Should().BeOfType<WorkItemCommand.Raise>()
            .Which.Finding.Should().Match<Finding>(f => f.Kind == WorkItemKind.HandoverOpen && f.Cause.Parameters["silent_party"] == Known.OtherCarrier);
        Policies.After(overdue, Handover.Evolve(overdue, Received)).Select(c => c.Kind).Should().Equal(WorkItemKind.HandoverOpen);
        var disputed = Handover.Evolve(open, Received with { HandlingUnitIds = [Known.Unit] });
        Policies.After(open, disputed).Should().ContainSingle().Which.Should().BeOfType<WorkItemCommand.Raise>()
            .Which.Finding.Should().Match<Finding>(f => f.Kind == WorkItemKind.HandoverDisputed && f.Cause.Parameters["handling_units"] == Known.SecondUnit);
        Policies.After(disputed, Handover.Evolve(disputed, Settled)).Should().AllBeOfType<WorkItemCommand.Clear>();
    }

    private static Given<Handover> Given(params object[] events) => new(Handover.Stream, events);

    private static Given<Shipment> Shipment(params object[] events) => new(Shipments.Shipment.Stream, events);

    private static Decision Confirm(Handover h, HandoverConfirmed c, string by)
        => HandoverDecider.Confirm(h, "ho-1", Known.Terms, Known.Hub, c, by, Known.Now);

    private static Decision Settle(Handover h, params string[] units) => HandoverDecider.Settle(h, units, Known.Hub, "One stayed.", Known.Now);
}
