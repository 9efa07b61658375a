using FluentAssertions;
using Logistics.Shipments.Documents;
using Logistics.Shipments.Handovers;
using Logistics.Shipments.Sandboxes;
using Logistics.Shipments.Shipments;
using Logistics.Shipments.TransportOrders;
using Logistics.Specs;
using Xunit;

namespace Logistics.Shipments.Tests.Sandboxes;

public sealed class Stocking_a_sandbox
{
    private static readonly SandboxDiscarded Gone = new(Known.Now);
    private static readonly ShipmentBooked Sample = Known.Booked with { Operator = Sandbox.Operator };
    private static readonly HandoverOpened SampleHandover = new("ho-1", Known.Terms, Sandbox.Operator, Known.Now);
    private static readonly TransportOrderTendered SampleOrder = Known.Tendered with { Operator = Sandbox.Operator };

    [Fact]
    public void Brings_samples_that_a_booking_could_be()
    {
        var next = 0;
        var samples = SampleFreight.For("org-sandbox-a", Known.Now, prefix => $"{prefix}-{++next}");
        samples.Should().HaveCount(3);
        samples.Should().ContainSingle(s => s.Given).Which.Legs.Should().ContainSingle();
        foreach (var (booking, legs) in samples)
        {
            BookingRules.Broken(booking).Should().BeNull();
            legs[0].CarrierId.Should().Be("org-sandbox-a");
            legs[0].Departure.Should().BeGreaterThan(Known.Now);
            legs.Zip(legs.Skip(1)).Should().NotContain(pair => pair.First.ToHubId != pair.Second.FromHubId || pair.First.Arrival >= pair.Second.Departure);
        }

        samples.SelectMany(s => s.Legs).Select(l => l.TransportOrderId).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void A_sample_is_discarded_once()
    {
        new Given<Shipment>(Shipment.Stream, [Sample]).When(s => SandboxDecider.DiscardShipment(s, Known.Now)).Then(Gone);
        new Given<Shipment>(Shipment.Stream, [Sample, Gone]).When(s => SandboxDecider.DiscardShipment(s, Known.Now)).ThenNothing();
        new Given<TransportOrder>(TransportOrder.Stream, [SampleOrder]).When(o => SandboxDecider.DiscardOrder(o, Known.Now)).Then(Gone);
        new Given<TransportOrder>(TransportOrder.Stream, [SampleOrder, Gone]).When(o => SandboxDecider.DiscardOrder(o, Known.Now)).ThenNothing();
    }

    [Fact]
    public void What_is_no_sample_never_is()
    {
        new Given<Shipment>(Shipment.Stream, [Known.Booked]).When(s => SandboxDecider.DiscardShipment(s, Known.Now)).ThenNothing();
        new Given<TransportOrder>(TransportOrder.Stream, [Known.Tendered]).When(o => SandboxDecider.DiscardOrder(o, Known.Now)).ThenNothing();
        new Given<Handover>(Handover.Stream, [SampleHandover with { Operator = Known.Hub }]).When(h => SandboxDecider.DiscardHandover(h, Known.Now)).ThenNothing();
    }

    [Fact]
    public void Nobody_sees_or_answers_what_is_discarded()
    {
        Known.Folded(Sample, Gone).PartyOrganisations().Should().BeEmpty();
        new Given<TransportOrder>(TransportOrder.Stream, [SampleOrder, Gone])
            .When(o => TransportOrderDecider.Accept(o, Known.Carrier)).ThenRefused("transport-order-not-found");
        new Given<Handover>(Handover.Stream, [SampleHandover, Gone])
            .When(h => HandoverDecider.Dispute(h, Known.Carrier, "Damaged.", Known.Now)).ThenRefused("handover-not-found");
        new Given<Handover>(Handover.Stream, [SampleHandover, Gone]).When(h => HandoverDecider.MissDeadline(h, Known.At(20))).ThenNothing();
    }

    [Fact]
    public void Its_delivery_note_is_a_paper() => MediaTypes.Of(DeliveryNote.Content).Should().Be("application/pdf");

    [Theory]
    [InlineData("shipment-shp-sandbox-1", true)]
    [InlineData("transport-order-to-sandbox-1", true)]
    [InlineData("sandbox-org-sandbox-a", true)]
    [InlineData("shipment-shp-1", false)]
    [InlineData("transport-order-to-1", false)]
    public void No_other_service_hears_of_a_sample(string stream, bool sample) => Sandbox.Owns(stream).Should().Be(sample);
}
