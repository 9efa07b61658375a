using System.Text.Json;
using FluentAssertions;
using NodaTime;
using Xunit;
using static Logistics.Tags.Tests.Server.RunningTags;

namespace Logistics.Tags.Tests.Server;

[Trait("Needs", "Servers")]
[Collection(OneRunningTags.Name)]
public sealed class Posting_reads(RunningTags tags)
{
    private static readonly Instant At = Now - Duration.FromHours(1);

    [Fact]
    public async Task What_is_acknowledged_is_in_the_journal()
    {
        var gateway = await tags.Gateway("gw-post");
        var epoch = await tags.Epoch(gateway);

        var (status, receipt) = await tags.Post("/v1/reads", gateway, Body(epoch, Read(1, "post-1", At), Read(2, "post-2", At)));

        (status, await Journaled("gw-post")).Should().Be((200, 2L));
        JsonSerializer.Serialize(receipt).Should().Be(
            $$"""{"batchId":"b","epoch":"{{epoch}}","accepted":2,"repeated":0,"quarantined":[],"unknownTags":2,"acknowledged":[{"first":1,"last":2}],"nextSequence":3,"recordTime":"2026-11-20T12:00:00.000000Z"}""");
    }

    [Fact]
    public async Task Posting_again_stores_nothing_however_the_batches_are_cut()
    {
        var gateway = await tags.Gateway("gw-again");
        var epoch = await tags.Epoch(gateway);
        object[] reads = [.. Enumerable.Range(1, 10).Select(i => Read(i, $"again-{i}", At))];
        await tags.Post("/v1/reads", gateway, Body(epoch, reads));

        foreach (var batch in new[] { reads, reads[3..7], [reads[9], reads[0]] })
        {
            var (status, receipt) = await tags.Post("/v1/reads", gateway, Body(epoch, batch));
            (status, receipt.GetProperty("accepted").GetInt32(), receipt.GetProperty("repeated").GetInt32()).Should().Be((200, 0, batch.Length));
        }

        (await Journaled("gw-again")).Should().Be(10);
        (await tags.Epoch(gateway)).Should().Be(epoch, "the nonce is the same");
    }

    [Fact]
    public async Task The_same_batch_posted_at_once_by_many_is_stored_once()
    {
        var gateway = await tags.Gateway("gw-many");
        var epoch = await tags.Epoch(gateway);
        var body = Body(epoch, [.. Enumerable.Range(1, 50).Select(i => Read(i, $"many-{i}", At))]);
        var unnumbered = Body(null, Read(0, "many-unnumbered", At));

        var receipts = await Task.WhenAll(Enumerable.Range(0, 12).SelectMany(_ => new[] { body, unnumbered }).Select(b => tags.Post("/v1/reads", gateway, b)));

        receipts.Should().OnlyContain(r => r.Status == 200);
        receipts.Sum(r => r.Body.GetProperty("accepted").GetInt32()).Should().Be(51);
        (await Journaled("gw-many")).Should().Be(51);
    }

    [Fact]
    public async Task A_gap_is_visible_and_can_be_filled()
    {
        var gateway = await tags.Gateway("gw-gap");
        var epoch = await tags.Epoch(gateway);
        var (_, receipt) = await tags.Post("/v1/reads", gateway, Body(epoch, Read(1, "gap", At), Read(4, "gap", At + Duration.FromSeconds(4))));
        receipt.GetProperty("acknowledged").GetRawText().Should().Be("""[{"first":1,"last":1},{"first":4,"last":4}]""");
        (await Listed("gw-gap")).SequenceGaps.Should().Be(2);

        await tags.Post("/v1/reads", gateway, Body(epoch, Read(3, "gap", At + Duration.FromSeconds(3)), Read(2, "gap", At + Duration.FromSeconds(2))));

        (await Listed("gw-gap")).SequenceGaps.Should().Be(0);
    }

    [Fact]
    public async Task A_sequence_with_other_content_goes_to_quarantine_once_and_the_others_are_stored()
    {
        var gateway = await tags.Gateway("gw-reuse");
        var epoch = await tags.Epoch(gateway);
        await tags.Post("/v1/reads", gateway, Body(epoch, Read(1, "reuse-1", At)));

        for (var i = 0; i < 2; i++)
        {
            var (status, problem) = await tags.Post("/v1/reads", gateway, Body(epoch, Read(1, "reuse-other", At), Read(2, "reuse-2", At)));
            (status, problem.GetProperty("reason").GetString()).Should().Be((422, "sequence-reused"));
            problem.GetProperty("receipt").GetProperty("quarantined").GetRawText().Should().Be("""[{"index":0,"sequence":1,"reason":"sequence-reused"}]""");
        }

        (await Journaled("gw-reuse"), await Quarantined("gw-reuse")).Should().Be((2L, 1L));
        (await tags.Count("select count(*) from reads where tag = 'device:reuse-other'")).Should().Be(0);
    }

    [Fact]
    public async Task An_unusable_read_is_named_each_time_and_kept_once()
    {
        var gateway = await tags.Gateway("gw-unusable");
        var epoch = await tags.Epoch(gateway);
        var body = Body(
            epoch, Read(1, "303435fc8803d056d15b96zz", At), Read(2, "fine", At), Read(3, "fine", At, readPoint: "rp-nowhere"), Read(4, "fine", At, rssi: 4000),
            Read(5, "fine", At, celsius: -400));

        foreach (var accepted in new[] { 1, 0 })
        {
            var (status, receipt) = await tags.Post("/v1/reads", gateway, body);
            (status, receipt.GetProperty("accepted").GetInt32()).Should().Be((200, accepted));
            receipt.GetProperty("quarantined").EnumerateArray().Select(q => q.GetProperty("reason").GetString())
                .Should().Equal("tag-malformed", "read-point-unknown", "rssi-out-of-range", "sensor-out-of-range");
            receipt.GetProperty("nextSequence").GetInt64().Should().Be(6, "a gateway is not to loop over what is kept");
        }

        (await Journaled("gw-unusable"), await Quarantined("gw-unusable")).Should().Be((1L, 4L));
        var listed = await tags.Whereabouts.ListQuarantineAsync(new() { PageSize = 500 }, tags.Dispatcher);
        listed.Entries.First(e => e.GatewayId == "gw-unusable").Content.Should().Contain("303435fc8803d056d15b96zz");
        (await tags.Whereabouts.ListQuarantineAsync(new(), tags.Rival)).Entries.Should().BeEmpty();
    }

    [Fact]
    public async Task Unnumbered_reads_are_known_by_event_id_or_content()
    {
        var gateway = await tags.Gateway("gw-unnumbered");
        var byContent = Body(null, Read(0, "unnumbered", At));
        static string ById(string tag) => $$"""{"reads":[{"eventId":"e-1","tagId":"{{tag}}","eventTime":"{{Text(At)}}"}]}""";

        (await tags.Post("/v1/reads", gateway, byContent)).Body.GetProperty("accepted").GetInt32().Should().Be(1);
        (await tags.Post("/v1/reads", gateway, byContent)).Body.GetProperty("repeated").GetInt32().Should().Be(1);
        (await tags.Post("/v1/reads", gateway, ById("one"))).Body.GetProperty("accepted").GetInt32().Should().Be(1);
        (await tags.Post("/v1/reads", gateway, ById("one"))).Body.GetProperty("repeated").GetInt32().Should().Be(1);
        (await tags.Post("/v1/reads", gateway, ById("two"))).Status.Should().Be(422);
        (await Journaled("gw-unnumbered")).Should().Be(2);
    }

    [Fact]
    public async Task An_unknown_tag_is_journaled_and_counted()
    {
        var gateway = await tags.Gateway("gw-unknown");
        await tags.Tags.RegisterTagAsync(new() { TagId = "known-tag", Kind = V1.TagKind.Ble }, tags.Shipper);
        var (_, receipt) = await tags.Post("/v1/reads", gateway, Body(null, Read(0, "known-tag", At), Read(0, "3074257BF7194E4000001A85", At)));
        receipt.GetProperty("unknownTags").GetInt32().Should().Be(1);
        var listed = await Listed("gw-unknown");
        (listed.UnknownTagReads, listed.ReadsAccepted).Should().Be((1, 2));
        (await tags.Count("select count(*) from reads where tag = 'https://id.gs1.org/01/80614141123458/21/6789'")).Should().Be(1);
    }

    [Fact]
    public async Task Only_a_registered_gateway_posts_and_only_in_its_own_epochs()
    {
        var gateway = await tags.Gateway("gw-own");
        var other = await tags.Gateway("gw-other");
        var epoch = await tags.Epoch(gateway);
        var body = Body(epoch, Read(1, "own", At));
        foreach (var (token, status, reason) in new[]
        {
            (null, 401, "unauthenticated"), ("nonsense", 401, "unauthenticated"), ("device.gw-never.org-hub.gateway", 403, "gateway-unknown"),
            ("device.gw-own.org-rival.gateway", 403, "gateway-unknown"), ("client.gw-own.org-hub.gateway", 403, "permission-denied"), (other, 409, "epoch-unknown"),
        })
        {
            var answer = await tags.Post("/v1/reads", token, body);
            (answer.Status, answer.Body.GetProperty("reason").GetString()).Should().Be((status, reason), token);
        }

        (await tags.Count("select count(*) from reads where tag = 'device:own'")).Should().Be(0);
    }

    [Fact]
    public async Task A_clock_that_runs_ahead_or_behind_is_flagged_and_never_refused()
    {
        var gateway = await tags.Gateway("gw-skew");
        var (status, _) = await tags.Post("/v1/reads", gateway, Body(null, Read(0, "skew", Now + Duration.FromHours(2)), Read(0, "skew", Now - Duration.FromDays(3))));
        status.Should().Be(200);
        (await tags.Count("select sum(flags & 3) from reads where gateway = 'gw-skew'")).Should().Be(3);
    }

    private Task<long> Journaled(string gateway) => tags.Count($"select count(*) from reads where gateway = '{gateway}'");

    private Task<long> Quarantined(string gateway) => tags.Count($"select count(*) from quarantine where gateway = '{gateway}'");

    private async Task<V1.Gateway> Listed(string id)
        => (await tags.Gateways.ListGatewaysAsync(new(), tags.Dispatcher)).Gateways.Single(g => g.Id == id);
}
