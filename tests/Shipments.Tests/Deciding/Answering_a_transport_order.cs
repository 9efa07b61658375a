using Logistics.Shipments.TransportOrders;
using Logistics.Specs;
using NodaTime;
using Xunit;

namespace Logistics.Shipments.Tests;

public sealed class Answering_a_transport_order
{
    private static readonly TransportOrderAccepted Accepted = new("shp-1");
    private static readonly TransportOrderRejected Rejected = new("shp-1", "No driver.") { Leg = Known.Legs[0] };
    private static readonly TransportOrderTendered Urgent = Known.Tendered with { RespondBy = Known.At(9) };
    private static readonly TransportOrderTimedOut TimedOut = new("shp-1", Known.Legs[0], Known.At(9));
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

    [Fact]
    public void Unanswered_it_times_out_when_its_time_is_over()
    {
        Given(Urgent).When(o => TransportOrderDecider.TimeOut(o, Known.At(8, 59))).ThenNothing();
        Given(Urgent).When(o => TransportOrderDecider.TimeOut(o, Known.At(9))).Then(TimedOut);
    }

    [Fact]
    public void Timing_out_again_or_after_an_answer_records_nothing()
    {
        Given(Urgent, TimedOut).When(o => TransportOrderDecider.TimeOut(o, Known.At(10))).ThenNothing();
        Given(Urgent, Accepted).When(o => TransportOrderDecider.TimeOut(o, Known.At(10))).ThenNothing();
        Given(Urgent, Withdrawn).When(o => TransportOrderDecider.TimeOut(o, Known.At(10))).ThenNothing();
        Given(Known.Tendered).When(o => TransportOrderDecider.TimeOut(o, Known.At(10))).ThenNothing();
    }

    [Fact]
    public void Answering_what_has_timed_out_is_refused()
    {
        Given(Urgent, TimedOut).When(o => TransportOrderDecider.Accept(o, Known.Carrier)).ThenRefused("order-timed-out");
        Given(Urgent, TimedOut).When(o => Reject(o, Known.Carrier)).ThenRefused("order-timed-out");
    }

    [Theory]
    [InlineData(20, 12)]
    [InlineData(11, 10)]
    [InlineData(8, 8.25)]
    public void A_carrier_has_four_hours_but_an_hour_before_departure_and_a_quarter_of_an_hour_at_least(int departure, double respondBy)
        => Assert.Equal(Known.At(0) + Duration.FromHours(respondBy), TenderTerms.RespondBy(Known.At(8), Known.At(departure)));

    private static Given<TransportOrder> Given(params object[] events) => new(TransportOrder.Stream, events);

    private static EventStore.Decision Reject(TransportOrder o, string carrier) => TransportOrderDecider.Reject(o, carrier, "No driver.");

    private static EventStore.Decision Withdraw(TransportOrder o) => TransportOrderDecider.Withdraw(o, "Planned anew.");
}
