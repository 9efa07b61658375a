using Logistics.EventStore;
using Logistics.Shipments.Shipments;
using Logistics.Specs;
using NodaTime;
using Xunit;

namespace Logistics.Shipments.Tests;

public sealed class Sharing_by_link
{
    private static readonly Instant Until = Known.Now + Duration.FromDays(7);
    private static readonly TrackingLinkCreated Created = new("hash", Until) { By = Known.Shipper };

    [Fact]
    public void The_consignor_gets_a_link() => Given(Known.Booked).When(s => Create(s, Known.Shipper)).Then(Created);

    [Fact]
    public void Again_records_nothing() => Given(Known.Booked, Created).When(s => Create(s, Known.Shipper)).ThenNothing();

    [Fact]
    public void A_carrier_does_not() => Given(Known.Booked, Known.Assigned).When(s => Create(s, Known.Carrier)).ThenRefused("not-yours-to-share");

    [Fact]
    public void A_stranger_learns_nothing() => Given(Known.Booked).When(s => Create(s, "org-stranger")).ThenRefused("shipment-not-found");

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(91)]
    public void For_too_long_or_no_time_is_refused(int days)
        => Given(Known.Booked).When(s => Create(s, Known.Shipper, Known.Now + Duration.FromDays(days))).ThenRefused("link-expiry-out-of-range");

    [Fact]
    public void It_is_revoked() => Given(Known.Booked, Created).When(s => Revoke(s, "hash")).Then(new TrackingLinkRevoked("hash"));

    [Fact]
    public void Revoking_again_records_nothing()
        => Given(Known.Booked, Created, new TrackingLinkRevoked("hash")).When(s => Revoke(s, "hash")).ThenNothing();

    [Fact]
    public void Revoking_an_unknown_one_records_nothing() => Given(Known.Booked).When(s => Revoke(s, "other")).ThenNothing();

    [Fact]
    public void A_stranger_revokes_nothing()
        => Given(Known.Booked, Created).When(s => ShipmentDecider.RevokeTrackingLink(s, "org-stranger", "hash")).ThenRefused("shipment-not-found");

    private static Given<Shipment> Given(params object[] events) => new(Shipment.Stream, events);

    private static Decision Create(Shipment s, string organisation, Instant? until = null)
        => ShipmentDecider.CreateTrackingLink(s, organisation, "hash", until ?? Until, Known.Now);

    private static Decision Revoke(Shipment s, string hash) => ShipmentDecider.RevokeTrackingLink(s, Known.Shipper, hash);
}
