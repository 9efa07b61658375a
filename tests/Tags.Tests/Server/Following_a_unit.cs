using FluentAssertions;
using Grpc.Core;
using Logistics.Contracts.Shipments;
using Logistics.Contracts.Tags;
using Logistics.Contracts;
using Logistics.Specs;
using Logistics.Tags.V1;
using NodaTime;
using Xunit;
using static Logistics.Tags.Tests.Server.RunningTags;

namespace Logistics.Tags.Tests.Server;

[Trait("Needs", "Servers")]
[Collection(OneRunningTags.Name)]
public sealed class Following_a_unit(RunningTags tags)
{
    private static readonly Instant At = Now - Duration.FromHours(6);

    [Fact]
    public async Task Its_arrival_and_departure_are_told_with_their_evidence()
    {
        var (gate, yard) = (await tags.Gateway("gw-follow-out", "DEDTM", "dock-out"), await tags.Gateway("gw-follow"));
        await tags.Attached("follow", Unit(1), At);
        await tags.Posted(yard, Read(1, "follow", Min(10)), Read(2, "follow", Min(11)), Read(3, "follow", Min(12)));
        await tags.Posted(gate, Read(1, "follow", Min(20)), Read(2, "follow", Min(21)));

        var arrived = await tags.Bus.Hears<HandlingUnitArrived>(m => m.HandlingUnitId == Unit(1));
        var departed = await tags.Bus.Hears<HandlingUnitDeparted>(m => m.HandlingUnitId == Unit(1));

        (arrived.TagId, arrived.HubId, arrived.ReadPointId, arrived.At).Should().Be(("device:follow", "DEDTM", "rp-gw-follow", new EventTime(Min(10), 60)));
        (departed.HubId, departed.At).Should().Be(("DEDTM", new EventTime(Min(20), 60)));
        var evidence = arrived.Evidence.Should().ContainSingle().Subject;
        evidence.ReadId.Should().StartWith("gw-follow/ep-").And.EndWith("/1");
        (await tags.Count($"select count(*) from evidence e join reads r on r.gateway || '/' || r.epoch || '/' || r.sequence = e.read_id where e.read_id = '{evidence.ReadId}' and e.hash = '{evidence.Hash}'"))
            .Should().Be(1);
        (await tags.Story("device:follow")).Should().Equal("tag-registered.v1", "tag-attached.v1", "tag-sighted.v1", "tag-arrived.v1", "tag-departed.v1");
    }

    [Fact]
    public async Task Reads_from_before_the_attachment_was_told_are_taken_up()
    {
        var yard = await tags.Gateway("gw-backfill");
        await tags.Posted(yard, Read(1, "backfill", Min(-5)), Read(2, "backfill", Min(5)));
        await tags.Watched();

        await tags.Attached("backfill", Unit(2), At);

        var arrived = await tags.Bus.Hears<HandlingUnitArrived>(m => m.HandlingUnitId == Unit(2));
        arrived.At.Instant.Should().Be(Min(5), "what the tag did before is not told of the unit");
    }

    [Fact]
    public async Task It_departs_where_its_gateway_goes_on_without_it_and_not_where_the_gateway_is_silent()
    {
        var (alive, silent) = (await tags.Gateway("gw-alive"), await tags.Gateway("gw-silent", "DEHAG"));
        await tags.Attached("left", Unit(3), At);
        await tags.Attached("stays", Unit(4), At);
        await tags.Posted(alive, Read(1, "left", Min(1)));
        await tags.Posted(silent, Read(1, "stays", Min(1)));
        await tags.Posted(alive, Read(2, "somebody-elses", Min(45)));

        await tags.Bus.Hears<HandlingUnitDeparted>(m => m.HandlingUnitId == Unit(3));
        await tags.Watched();
        (await tags.Story("device:stays")).Should().NotContain("tag-departed.v1");
        (await tags.Tags.GetTagAsync(new() { TagId = "stays" }, tags.Shipper)).PresentHubId.Should().Be("DEHAG");
    }

    [Fact]
    public async Task An_arrival_that_late_reads_moved_and_a_visit_that_never_was_are_told()
    {
        var yard = await tags.Gateway("gw-late");
        await tags.Attached("late", Unit(9), At);
        await tags.Posted(yard, Read(1, "late", Min(60)), Read(2, "somebody-elses", Min(110)));
        await tags.Bus.Hears<HandlingUnitDeparted>(m => m.HandlingUnitId == Unit(9));
        await tags.Posted(yard, Read(3, "late", Min(120)));
        await tags.Bus.Hears<HandlingUnitArrived>(m => m.HandlingUnitId == Unit(9) && m.At.Instant == Min(120));

        await tags.Posted(yard, Read(4, "late", Min(40)), Read(5, "late", Min(80)), Read(6, "late", Min(100)));

        var amended = await tags.Bus.Hears<HandlingUnitVisitAmended>(m => m.HandlingUnitId == Unit(9));
        (amended.Was.ArrivedAt.Instant, amended.Was.DepartedAt!.Instant).Should().Be((Min(60), Min(60)));
        (amended.Now.ArrivedAt.Instant, amended.Now.DepartedAt).Should().Be((Min(40), null));
        amended.Was.ArrivedBy.ReadId.Should().EndWith("/1");
        var withdrawn = await tags.Bus.Hears<HandlingUnitVisitWithdrawn>(m => m.HandlingUnitId == Unit(9));
        withdrawn.Was.ArrivedAt.Instant.Should().Be(Min(120));
        (await tags.Tags.GetTagAsync(new() { TagId = "late" }, tags.Shipper)).PresentHubId.Should().Be("DEDTM");
    }

    [Fact]
    public async Task Its_presence_is_watched_with_a_snapshot_first()
    {
        var (yard, truck) = (await tags.Gateway("gw-watch"), await tags.Gateway("gw-truck", "", "vehicle"));
        await tags.Attached("watched", Unit(5), At);
        await tags.Posted(yard, Read(1, "watched", Min(1)));
        await tags.Tells("device:watched", "tag-arrived.v1");

        using var call = tags.Whereabouts.WatchPresence(new(), tags.Shipper);
        var changes = call.ResponseStream.ReadAllAsync().GetAsyncEnumerator();
        var snapshot = new List<PresenceChange>();
        while (snapshot.Count == 0 || !snapshot[^1].CaughtUp)
        {
            (await changes.MoveNextAsync()).Should().BeTrue();
            snapshot.Add(changes.Current);
        }

        snapshot.Where(c => c.Presence?.TagId == "device:watched").Select(c => c.Presence.HubId).Should().Equal("DEDTM");
        await tags.Posted(truck, Read(1, "watched", Min(30)));
        do await changes.MoveNextAsync();
        while (changes.Current.Presence?.TagId != "device:watched");
        (changes.Current.Presence.HubId, changes.Current.Presence.ReadPointId).Should().Be(("", "rp-gw-truck"));

        using var resumed = tags.Whereabouts.WatchPresence(new() { Cursor = changes.Current.Cursor }, tags.Shipper);
        await resumed.ResponseStream.MoveNext(CancellationToken.None);
        (resumed.ResponseStream.Current.CaughtUp, resumed.ResponseStream.Current.Presence is null).Should().Be((true, true));
    }

    [Fact]
    public async Task Another_organisations_things_are_not_there()
    {
        var yard = await tags.Gateway("gw-sight");
        await tags.Attached("secret", Unit(8), At);
        await tags.Posted(yard, Read(1, "secret", Min(1)));
        await tags.Tells("device:secret", "tag-arrived.v1");
        var track = new GetTrackRequest { HandlingUnitIds = { Unit(8) } };
        var presence = new ListPresenceRequest { HandlingUnitIds = { Unit(8) } };

        foreach (var headers in new[] { tags.Shipper, tags.Dispatcher })
            (await tags.Whereabouts.GetTrackAsync(track, headers)).Points.Select(p => (p.HubId, p.ReadPointId)).Should().Equal(("DEDTM", "rp-gw-sight"));
        (await tags.Whereabouts.ListPresenceAsync(presence, tags.Shipper)).Presences.Should().ContainSingle().Which.HubId.Should().Be("DEDTM");

        (await tags.Whereabouts.GetTrackAsync(track, tags.Rival)).Points.Should().BeEmpty();
        (await tags.Whereabouts.ListPresenceAsync(presence, tags.Rival)).Presences.Should().BeEmpty();
        (await tags.Gateways.ListGatewaysAsync(new(), tags.Rival)).Gateways.Should().BeEmpty();
        await Refused.With(StatusCode.NotFound, "not-found", async () => await tags.Tags.GetTagAsync(new() { TagId = "secret" }, tags.Rival));
        await Refused.With(StatusCode.NotFound, "tag-unknown", async () => await tags.Tags.DetachTagAsync(new() { TagId = "secret", At = Event(At) }, tags.Rival));
        await Refused.With(StatusCode.AlreadyExists, "tag-in-use", async () => await tags.Tags.RegisterTagAsync(new() { TagId = "secret", Kind = TagKind.Ble }, tags.Rival));
    }

    [Fact]
    public async Task A_party_to_its_shipment_sees_it_while_its_tag_is_on_it_and_the_shipment_is_open()
    {
        var yard = await tags.Gateway("gw-party");
        await tags.Attached("shared", Unit(10), At + Duration.FromMinutes(5));
        await tags.Posted(yard, Read(1, "shared", Min(1)), Read(2, "shared", Min(10)), Read(3, "shared", Min(40)));
        await tags.Tells("device:shared", "tag-arrived.v1");
        var carrier = Bearer("client.ruhr.org-ruhr.carrier");
        (await Seen(carrier)).Should().Be((0, 0));

        await tags.Bus.Say(A_booking.Of("shp-party", Unit(10), At) with { PartyOrganisations = ["org-lenne", "org-ruhr"] }, Guid.NewGuid());
        await Eventually.True(async () => await Seen(carrier) == (2, 1), "the party to see the unit and the reads of its time");
        (await Seen(tags.Rival)).Should().Be((0, 0));
        (await Seen(tags.Shipper)).Should().Be((2, 1));

        await tags.Bus.Say(new ShipmentClosed(new Origin("shipment-shp-party", 3, 3), "shp-party", "delivered", new(Min(50), 60)), Guid.NewGuid());
        await Eventually.True(async () => await Seen(carrier) == (2, 0), "the present of what is delivered to be nobody's business");
        await tags.Bus.Say(new ShipmentReopened(new Origin("shipment-shp-party", 4, 4), "shp-party", Now), Guid.NewGuid());
        await Eventually.True(async () => await Seen(carrier) == (2, 1), "the party to see the unit again");

        await tags.Tags.DetachTagAsync(new() { TagId = "shared", At = Event(Min(30)) }, tags.Shipper);
        await Eventually.True(async () => await Seen(carrier) == (1, 0), "what the tag does elsewhere to be nobody's business");
        await tags.Bus.Say(new ShipmentAmended(new("shipment-shp-party", 5, 5), "shp-party", null, null, null) { PartyOrganisations = ["org-lenne"] }, Guid.NewGuid());
        await Eventually.True(async () => await Seen(carrier) == (0, 0), "who is no party any more to see nothing");

        async Task<(int, int)> Seen(Metadata caller) => (
            (await tags.Whereabouts.GetTrackAsync(new() { HandlingUnitIds = { Unit(10) } }, caller)).Points.Count,
            (await tags.Whereabouts.ListPresenceAsync(new() { HandlingUnitIds = { Unit(10) } }, caller)).Presences.Count);
    }

    private static string Unit(int number) => A_unit.Of("500000", number);

    private static Instant Min(int minutes) => At + Duration.FromMinutes(minutes);
}
