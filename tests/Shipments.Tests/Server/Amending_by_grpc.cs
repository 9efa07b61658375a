using FluentAssertions;
using Grpc.Core;
using Logistics.Contracts.Shipments;
using Xunit;
using static Logistics.Shipments.Tests.RunningShipments;

namespace Logistics.Shipments.Tests;

[Trait("Needs", "Servers")]
[Collection(Running.Name)]
public sealed class Amending_by_grpc(RunningShipments running)
{
    [Fact]
    public async Task Units_that_come_are_claimed_those_that_go_are_free_and_carriers_are_asked_anew()
    {
        var story = await A_story.Begins(running);
        await story.Accepts("sauerland", 0);
        var amend = Change(story, "units");
        amend.PutHandlingUnits.Add(new V1.HandlingUnit { Id = story.Units[0], PackageCode = "PX", GrossWeightKg = 400 });
        amend.PutHandlingUnits.Add(new V1.HandlingUnit { Id = A_booking.NewUnit(), PackageCode = "RO", GrossWeightKg = 90 });
        amend.RemoveHandlingUnitIds.Add(story.Units[1]);
        var first = await running.Shipments.AmendShipmentAsync(amend, As("shipper"));
        (await running.Shipments.AmendShipmentAsync(amend, As("shipper"))).Should().Be(first);
        var now = await Get(story, first);
        now.HandlingUnits.Select(u => (u.Id, u.GrossWeightKg)).Should().Equal((story.Units[0], 400), (amend.PutHandlingUnits[1].Id, 90));
        (await running.Bus.Hears<ShipmentAmended>(m => m.ShipmentId == story.Id)).HandlingUnits!.Select(u => u.HandlingUnitId)
            .Should().Equal(now.HandlingUnits.Select(u => u.Id));

        var other = A_booking.Good();
        other.HandlingUnits[0].Id = amend.PutHandlingUnits[1].Id;
        await Refused.With(StatusCode.FailedPrecondition, "handling-unit-in-use", async () => await running.Shipments.BookShipmentAsync(other, As("shipper")));
        other.HandlingUnits[0].Id = story.Units[1];
        await running.Shipments.BookShipmentAsync(other, As("shipper"));

        // The carriage is as it was, but not what is to be carried.
        var accepted = now.Legs[0].TransportOrderId;
        await running.Bus.Say(Messages.Plan(story.Id, 2));
        var replanned = await story.Becomes(s => s.Legs[0].TransportOrderId != accepted, "tendered anew");
        replanned.Legs[0].TransportOrderState.Should().Be(V1.TransportOrderState.Tendered);
        await story.Reported("sauerland", V1.MilestoneKind.Departed, "DEDTM", 1);
        var late = Change(story, "late");
        late.RemoveHandlingUnitIds.Add(story.Units[0]);
        await Refused.With(StatusCode.FailedPrecondition, "shipment-underway", async () => await running.Shipments.AmendShipmentAsync(late, As("shipper")));
    }

    [Fact]
    public async Task Parties_come_and_go_and_a_contact_is_kept_or_changed_without_a_trace_in_the_log()
    {
        var story = await A_story.Begins(running, planned: false);
        await using var watch = Watch.Start(running, "third", "");
        await watch.Until(c => c.CaughtUp);
        var amend = Change(story, "parties");
        amend.Parties = new()
        {
            Parties =
            {
                new V1.Party { Role = V1.PartyRole.Consignor, OrganisationId = Known.Shipper },
                new V1.Party { Role = V1.PartyRole.Consignee },
                new V1.Party { Role = V1.PartyRole.NotifyParty, OrganisationId = "org-third", Contact = new() { Name = "Nora Niemand" } },
            },
        };
        var first = await running.Shipments.AmendShipmentAsync(amend, As("shipper"));
        (await running.Shipments.AmendShipmentAsync(amend, As("shipper"))).Should().Be(first);
        (await watch.Until(c => c.Shipment.Id == story.Id))[^1].Shared.Should().BeTrue();
        var now = await Get(story, first);
        now.Parties.Select(p => p.Contact?.Name ?? "").Should().Equal("", "Wiebke Musterfrau", "Nora Niemand", "");
        (await running.Bus.Hears<ShipmentAmended>(m => m.ShipmentId == story.Id)).PartyOrganisations.Should().Equal(Known.Shipper, "org-third", Known.Hub);
        (await running.Scalar<string>("select string_agg(data::text, '') from mt_events")).Should().NotContain("Niemand");

        amend.IdempotencyKey += "/again";
        (await Get(story, await running.Shipments.AmendShipmentAsync(amend, As("shipper")))).Version.Should().Be(now.Version, "it says what is known");
        var gone = Change(story, "gone");
        gone.Parties = new() { Parties = { amend.Parties.Parties[0] } };
        await running.Shipments.AmendShipmentAsync(gone, As("shipper"));
        (await watch.Until(c => c.Withdrawn && c.Shipment.Id == story.Id))[^1].Shipment.Should().Be(new V1.Shipment { Id = story.Id });
    }

    [Fact]
    public async Task Another_destination_is_told_and_planned_for()
    {
        var story = await A_story.Begins(running);
        await running.Bus.Say(Messages.Eta(story.Id, 2, Known.At(15)));
        await story.Becomes(s => s.Eta is not null, "estimated");
        var amend = Change(story, "elsewhere");
        amend.DestinationHubId = "DEOLP";
        var amended = await Get(story, await running.Shipments.AmendShipmentAsync(amend, As("shipper")));
        amended.Should().Match<V1.Shipment>(s => s.Route.DestinationHubId == "DEOLP" && s.Eta == null && s.NextExpectedActivity == "planned");
        (await running.Bus.Hears<ShipmentAmended>(m => m.ShipmentId == story.Id)).DestinationHubId.Should().Be("DEOLP");
        (await story.History()).Should().Contain("amended");
    }

    [Fact]
    public async Task What_contradicts_itself_is_invalid()
    {
        var story = await A_story.Begins(running, planned: false);
        var both = Change(story, "both");
        both.PutHandlingUnits.Add(new V1.HandlingUnit { Id = story.Units[0], PackageCode = "PX", GrossWeightKg = 400 });
        both.RemoveHandlingUnitIds.Add(story.Units[0]);
        await Refused.With(StatusCode.InvalidArgument, "invalid-argument", async () => await running.Shipments.AmendShipmentAsync(both, As("shipper")));
        var nobody = Change(story, "nobody");
        nobody.Parties = new();
        await Refused.With(StatusCode.InvalidArgument, "invalid-argument", async () => await running.Shipments.AmendShipmentAsync(nobody, As("shipper")));
        var nowhere = Change(story, "nowhere");
        nowhere.DestinationHubId = "here";
        await Refused.With(StatusCode.InvalidArgument, "invalid-argument", async () => await running.Shipments.AmendShipmentAsync(nowhere, As("shipper")));
    }

    private static V1.AmendShipmentRequest Change(A_story story, string key) => new() { IdempotencyKey = $"{key}-{story.Id}", ShipmentId = story.Id };

    private async Task<V1.Shipment> Get(A_story story, V1.ShipmentCommandResponse after)
        => await running.Shipments.GetShipmentAsync(new() { ShipmentId = story.Id, MinPosition = after.Position }, As("shipper"));
}
