using FluentAssertions;
using Grpc.Core;
using Logistics.Hosting.Grpc;
using Logistics.Tags.Journal;
using Logistics.Tags.V1;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Xunit;
using static Logistics.Tags.Tests.Server.RunningTags;

namespace Logistics.Tags.Tests.Server;

[Trait("Needs", "Servers")]
[Collection(OneRunningTags.Name)]
public sealed class Mending_the_quarantine(RunningTags tags)
{
    private static readonly Instant At = Now - Duration.FromHours(2);

    [Fact]
    public async Task A_mended_read_is_journaled_once_and_linked_to_what_came()
    {
        var entry = await Quarantined("gw-mend");

        var mended = await tags.Quarantine.MendQuarantinedAsync(new() { Id = entry.Id, Reads = { Right("mended-1") }, Note = "unit was missing" }, tags.Dispatcher);
        var again = await tags.Quarantine.MendQuarantinedAsync(new() { Id = entry.Id, Reads = { Right("mended-1") } }, tags.Dispatcher);

        (mended.State, mended.Reposted, mended.Note, mended.SettledBy, mended.Content, mended.ContentLength).Should()
            .Be((QuarantineState.Mended, 1, "unit was missing", "person:paula", entry.Content, entry.Content.Length));
        mended.SettledAt.Should().NotBeNull();
        again.Should().Be(mended);
        mended.Mended.Single().EventId.Should().Be($"quarantine-{entry.Id}-0");
        (await tags.Count($"select count(*) from reads where gateway = 'gw-mend' and event_id = 'quarantine-{entry.Id}-0' and tag = 'device:mended-1' and read_point = 'rp-gw-mend'")).Should().Be(1);
        await Refused.With(
            StatusCode.FailedPrecondition, "quarantine-settled",
            async () => await tags.Quarantine.MendQuarantinedAsync(new() { Id = entry.Id, Reads = { Right("mended-2") } }, tags.Dispatcher));
        await Refused.With(
            StatusCode.FailedPrecondition, "quarantine-settled", async () => await tags.Quarantine.DiscardQuarantinedAsync(new() { Id = entry.Id, Reason = "no" }, tags.Dispatcher));
    }

    [Fact]
    public async Task What_would_be_set_aside_again_is_refused_and_the_entry_waits_on()
    {
        var entry = await Quarantined("gw-mend-bad");
        foreach (var (spoil, reason) in new (Action<V1.Read>, string)[]
        {
            (r => r.TagId = "a b", "tag-malformed"),
            (r => r.ReadPointId = "rp-none", "read-point-unknown"),
            (r => r.Sensors.Add(new SensorValue { Type = "temperature", Value = 4, Unit = "XX" }), "sensor-unit-unknown"),
            (r => r.EventTime = null, "invalid-argument"),
            (r => r.Sequence = 7, "invalid-argument"),
        })
        {
            var read = Right("mended-bad");
            spoil(read);
            await Refused.With(
                StatusCode.InvalidArgument, reason, async () => await tags.Quarantine.MendQuarantinedAsync(new() { Id = entry.Id, Reads = { read } }, tags.Dispatcher));
        }

        (await tags.Quarantine.GetQuarantinedAsync(new() { Id = entry.Id }, tags.Dispatcher)).State.Should().Be(QuarantineState.Waiting);
        (await tags.Count("select count(*) from reads where gateway = 'gw-mend-bad'")).Should().Be(0);
    }

    [Fact]
    public async Task A_discarded_one_stays_with_its_reason()
    {
        var entry = await Quarantined("gw-discard");
        var discarded = await tags.Quarantine.DiscardQuarantinedAsync(new() { Id = entry.Id, Reason = "installer's test" }, tags.Dispatcher);
        (await tags.Quarantine.DiscardQuarantinedAsync(new() { Id = entry.Id, Reason = "again" }, tags.Dispatcher)).Should().Be(discarded);

        (discarded.State, discarded.Note, discarded.SettledBy).Should().Be((QuarantineState.Discarded, "installer's test", "person:paula"));
        (await List(new() { GatewayId = "gw-discard" })).Should().BeEmpty("it waits no longer");
        (await List(new() { GatewayId = "gw-discard", States = { QuarantineState.Discarded } })).Should().Equal(discarded);
    }

    [Fact]
    public async Task Is_listed_by_what_one_looks_for_page_by_page()
    {
        var key = await tags.Gateway("gw-many-bad");
        var epoch = await tags.Epoch(key);
        await tags.Post("/v1/reads", key, Body(epoch, [.. Enumerable.Range(1, 5).Select(n => Read(n, "a b", At)), Read(6, "fine", At, readPoint: "rp-none")]));

        var request = new ListQuarantineRequest { GatewayId = "gw-many-bad", Reason = "tag-malformed", PageSize = 2 };
        var seen = new List<ulong>();
        do
        {
            var page = await tags.Whereabouts.ListQuarantineAsync(request, tags.Dispatcher);
            seen.AddRange(page.Entries.Select(entry => entry.Sequence));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        seen.Should().Equal(1UL, 2UL, 3UL, 4UL, 5UL);
        (await List(new() { GatewayId = "gw-many-bad", Reason = "read-point-unknown" })).Should().ContainSingle(entry => entry.Epoch == epoch && entry.Sequence == 6);
        (await List(new() { GatewayId = "gw-many-bad", From = Now.ToTimestamp(), To = (Now + Duration.FromSeconds(1)).ToTimestamp() })).Should().HaveCount(6);
        (await List(new() { GatewayId = "gw-many-bad", To = Now.ToTimestamp() })).Should().BeEmpty("the end is excluded");
    }

    [Fact]
    public async Task A_whole_body_is_cut_so_that_it_can_be_shown()
    {
        await tags.Gateway("gw-body");
        var body = new string('x', 3_000_000);
        for (byte n = 0; n < 20; n++)
            await tags.Services.GetRequiredService<QuarantinedBodies>().Keep(new("gw-body", "org-hub", null), body, [n], "malformed-json", Now, CancellationToken.None);

        var listed = await List(new() { GatewayId = "gw-body" });

        listed.Should().HaveCount(20).And.OnlyContain(entry => entry.Content.Length == 2_000 && entry.ContentLength == 3_000_000);
        (await tags.Quarantine.GetQuarantinedAsync(new() { Id = listed[0].Id }, tags.Dispatcher)).Content.Should().HaveLength(1_000_000);
    }

    [Fact]
    public async Task Another_organisations_entry_is_not_there_and_a_device_settles_nothing()
    {
        var entry = await Quarantined("gw-others");
        await Refused.With(StatusCode.NotFound, "not-found", async () => await tags.Quarantine.GetQuarantinedAsync(new() { Id = entry.Id }, tags.Rival));
        await Refused.With(StatusCode.NotFound, "not-found", async () => await tags.Quarantine.DiscardQuarantinedAsync(new() { Id = entry.Id, Reason = "x" }, tags.Rival));
        await Refused.With(
            StatusCode.PermissionDenied, "permission-denied",
            async () => await tags.Quarantine.DiscardQuarantinedAsync(new() { Id = entry.Id, Reason = "x" }, Bearer("device.gw-others.org-hub.gateway")));
        await Refused.With(StatusCode.NotFound, "not-found", async () => await tags.Quarantine.GetQuarantinedAsync(new() { Id = "999999999" }, tags.Dispatcher));
        (await List(new() { GatewayId = "gw-others" })).Should().ContainSingle();
    }

    private async Task<QuarantineEntry> Quarantined(string gateway)
    {
        var key = await tags.Gateway(gateway);
        var epoch = await tags.Epoch(key);
        await tags.Post("/v1/reads", key, Body(epoch, Read(1, "a b", At)));
        return (await List(new() { GatewayId = gateway })).Single();
    }

    private async Task<IReadOnlyList<QuarantineEntry>> List(ListQuarantineRequest request) => (await tags.Whereabouts.ListQuarantineAsync(request, tags.Dispatcher)).Entries;

    private static V1.Read Right(string tag) => new() { TagId = tag, EventTime = Event(At), Antenna = 1, RssiDbm = -60 };
}
