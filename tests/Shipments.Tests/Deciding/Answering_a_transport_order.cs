using Logistics.Shipments.TransportOrders;
using Logistics.Specs;
using Xunit;

namespace Logistics.Shipments.Tests;

public sealed class Answering_a_transport_order
{
    private static readonly TransportOrderAccepted Accepted = new("shp-1");
    private static readonly TransportOrderRejected Rejected = new("shp-1", "No driver.");
    private static readonly TransportOrderWithdrawn Withdrawn = new("shp-1", "Planned anew.");

    [Fact]
    public void It_is_tendered_once()
    {
        Given().When(o => TransportOrderDecider.Tender(o, Known.Tendered)).Then(Known.Tendered);
        Given(Known.Tendered).When(o => TransportOrderDecider.Tender(o, Known.Tendered)).ThenNothing();
    }

    [Fact]
    public void The_carrier_accepts() => Given(Known.Tendered).When(o => TransportOrderDecider.Accept(o, Known.Carrier)).Then(Accepted);

    [Fact]
    public void Accepting_again_records_nothing()
        => Given(Known.Tendered, Accepted).When(o => TransportOrderDecider.Accept(o, Known.Carrier)).ThenNothing();

    [Fact]
    public void The_carrier_rejects() => Given(Known.Tendered).When(o => Reject(o, Known.Carrier)).Then(Rejected);

    [Fact]
    public void Rejecting_again_records_nothing() => Given(Known.Tendered, Rejected).When(o => Reject(o, Known.Carrier)).ThenNothing();

    [Fact]
    public void Accepting_what_was_rejected_is_refused()
        => Given(Known.Tendered, Rejected).When(o => TransportOrderDecider.Accept(o, Known.Carrier)).ThenRefused("order-rejected");

    [Fact]
    public void Rejecting_what_was_accepted_is_refused()
        => Given(Known.Tendered, Accepted).When(o => Reject(o, Known.Carrier)).ThenRefused("order-accepted");

    [Fact]
    public void Answering_what_was_withdrawn_is_refused()
    {
        Given(Known.Tendered, Withdrawn).When(o => TransportOrderDecider.Accept(o, Known.Carrier)).ThenRefused("order-withdrawn");
        Given(Known.Tendered, Withdrawn).When(o => Reject(o, Known.Carrier)).ThenRefused("order-withdrawn");
    }

    [Fact]
    public void Another_carriers_order_is_as_missing_as_a_missing_one()
    {
        Given(Known.Tendered).When(o => TransportOrderDecider.Accept(o, Known.OtherCarrier)).ThenRefused("transport-order-not-found");
        Given().When(o => TransportOrderDecider.Accept(o, Known.Carrier)).ThenRefused("transport-order-not-found");
        Given(Known.Tendered).When(o => Reject(o, Known.OtherCarrier)).ThenRefused("transport-order-not-found");
    }

    [Fact]
    public void It_is_withdrawn_accepted_or_not()
    {
        Given(Known.Tendered).When(Withdraw).Then(Withdrawn);
        Given(Known.Tendered, Accepted).When(Withdraw).Then(Withdrawn);
    }

    [Fact]
    public void Withdrawing_again_or_what_was_rejected_records_nothing()
    {
        Given(Known.Tendered, Withdrawn).When(Withdraw).ThenNothing();
        Given(Known.Tendered, Rejected).When(Withdraw).ThenNothing();
    }

    private static Given<TransportOrder> Given(params object[] events) => new(TransportOrder.Stream, events);

    private static EventStore.Decision Reject(TransportOrder o, string carrier) => TransportOrderDecider.Reject(o, carrier, "No driver.");

    private static EventStore.Decision Withdraw(TransportOrder o) => TransportOrderDecider.Withdraw(o, "Planned anew.");
}
