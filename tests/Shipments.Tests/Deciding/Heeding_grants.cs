using FluentAssertions;
using Logistics.EventStore;
using Logistics.Shipments.Grants;
using Logistics.Shipments.Shipments;
using Logistics.Specs;
using NodaTime;
using Xunit;

namespace Logistics.Shipments.Tests;

public sealed class Heeding_grants
{
    private static readonly GrantLearned Revoked = Known.Grant with { Revoked = true, SourceVersion = 2 };
    private static readonly ShipmentShared Shared = new("gr-1", Known.Shipper, "org-insurer", Known.Grant.Kinds, Known.Grant.Until);

    [Fact]
    public void What_is_older_than_what_is_known_says_nothing() => Grants(Revoked).When(g => GrantDecider.Learn(g, Known.Grant)).ThenNothing();

    [Fact]
    public void It_expires_at_its_time_and_no_earlier()
    {
        Grants(Known.Grant).When(g => GrantDecider.Expire(g, Known.Grant.Until - Duration.FromSeconds(1))).ThenNothing();
        Grants(Known.Grant).When(g => GrantDecider.Expire(g, Known.Grant.Until)).Then(new GrantExpired(Known.Grant.Until));
        Grants(Revoked).When(g => GrantDecider.Expire(g, Known.Grant.Until)).ThenNothing();
    }

    [Fact]
    public void A_shipment_is_shared_while_it_is_open() => Shipments(Known.Booked).When(Apply(Known.Grant)).Then(Shared);

    [Fact]
    public void And_not_after_it_was_revoked() => Shipments(Known.Booked, Shared).When(Apply(Known.Grant, Revoked)).Then(new ShipmentUnshared("gr-1"));

    [Fact]
    public void Nor_after_it_expired() => Shipments(Known.Booked, Shared).When(Apply(Known.Grant, new GrantExpired(Known.At(20)))).Then(new ShipmentUnshared("gr-1"));

    [Theory]
    [InlineData(Known.Carrier)]
    [InlineData("org-stranger")]
    public void Who_may_not_share_it_shares_nothing(string from)
        => Shipments(Known.Booked, Known.Assigned).When(Apply(Known.Grant with { From = from })).ThenNothing();

    [Fact]
    public void A_shipment_that_is_not_there_is_left_out() => Shipments().When(Apply(Known.Grant)).ThenNothing();

    [Fact]
    public void One_giver_does_not_share_it_without_end_and_crowds_out_nobody()
    {
        object[] booked = [Known.Booked, .. Enumerable.Range(0, GrantDecider.MostOfOneGiver).Select(i => Shared with { GrantId = $"gr-of-{i}" })];
        Shipments(booked).When(Apply(Known.Grant)).ThenNothing();
        Shipments([.. booked, new ShipmentUnshared("gr-of-0")]).When(Apply(Known.Grant)).Then(Shared);
        Shipments([.. booked]).When(Apply(Known.Grant with { From = Known.Hub })).Then(Shared with { By = Known.Hub });
    }

    [Fact]
    public void Its_readers_are_its_parties_and_the_grants_of_those_who_may_still_share_it()
    {
        var shared = Known.Folded(Known.Booked, Shared);
        shared.Readers().Should().Equal(Known.Hub, Known.Shipper, "§gr-1");
        shared.PartyOrganisations().Should().Equal(Known.Hub, Known.Shipper);

        var sold = new ShipmentAmended(null, null, null, null, null, Known.Hub, Known.Now) { Parties = [new(PartyRole.FreightForwarder, Known.Hub, null)] };
        Known.Folded(Known.Booked, Shared, sold).Readers().Should().Equal(Known.Hub);
    }

    private static Func<Shipment, Decision> Apply(params object[] grant)
        => s => GrantDecider.Apply(s, grant.Aggregate(Grant.Stream.Initial, Grant.Stream.Evolve));

    private static Given<Grant> Grants(params object[] events) => new(Grant.Stream, events);

    private static Given<Shipment> Shipments(params object[] events) => new(Shipment.Stream, events);
}
