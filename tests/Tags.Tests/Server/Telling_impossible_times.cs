using FluentAssertions;
using Grpc.Core;
using Logistics.Specs;
using Logistics.Tags.V1;
using NodaTime;
using Xunit;
using static Logistics.Tags.Tests.Server.RunningTags;

namespace Logistics.Tags.Tests.Server;

/// <summary>A date that nobody filled in is year 1: one of these must not stop what follows the journal or the log, for anybody.</summary>
[Trait("Needs", "Servers")]
[Collection(OneRunningTags.Name)]
public sealed class Telling_impossible_times(RunningTags tags)
{
    private const string Lenne = "client.lenne.org-lenne.shipper";
    private static readonly Instant At = Now - Duration.FromHours(1);

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("1969-12-30T23:59:59Z")]
    [InlineData("9998-12-31T23:59:59-14:00")]
    public async Task Of_a_read_sets_it_aside_and_everybody_is_watched_on(string time)
    {
        var name = $"gw-{time.GetHashCode(StringComparison.Ordinal):x8}";
        var (broken, well) = (await tags.Gateway(name), await tags.Gateway($"{name}-well"));
        var (status, receipt) = await tags.Post("/v1/reads", broken, Body(await tags.Epoch(broken), new { sequence = 1, tagId = "no-clock", eventTime = time }));

        status.Should().Be(200);
        receipt.GetProperty("quarantined")[0].GetProperty("reason").GetString().Should().Be("event-time-out-of-range");
        receipt.GetProperty("nextSequence").GetInt64().Should().Be(2);
        await tags.Post("/v1/reads", well, Body(await tags.Epoch(well), Read(1, "has-clock", At)));
        await tags.Watched();
    }

    [Fact]
    public async Task But_a_clock_that_was_never_set_shows_1970_and_is_taken()
    {
        var gateway = await tags.Gateway("gw-never-set");
        await tags.Tags.RegisterTagAsync(new() { TagId = "never-set", Kind = TagKind.Rfid }, tags.Shipper);
        foreach (var time in new[] { "1970-01-01T00:00:03+01:00", "1970-01-01T00:00:00Z", "9998-12-30T00:00:00Z" })
        {
            var (_, receipt) = await tags.Post("/v1/reads", gateway, Body(null, new { tagId = "never-set", eventTime = time }));
            receipt.GetProperty("accepted").GetInt32().Should().Be(1, time);
        }

        await tags.Tells("device:never-set", "tag-arrived.v1");
        await tags.Watched();
    }

    [Fact]
    public async Task Over_gRPC_does_no_harm_either()
    {
        var gateway = Bearer(await tags.Gateway("gw-grpc-times"));
        var epoch = (await tags.Gateways.OpenEpochAsync(new(), gateway)).Epoch;
        var receipt = await tags.Reads.PostReadsAsync(Batch(1, -62_135_596_800, 0), gateway);
        receipt.Quarantined.Single().Reason.Should().Be("event-time-out-of-range");
        await Refused.With(StatusCode.InvalidArgument, "invalid-argument", async () => await tags.Reads.PostReadsAsync(Batch(2, 253_402_300_799, 840), gateway));
        await tags.Watched();

        ReadBatch Batch(ulong sequence, long seconds, int offset) => new()
        {
            Epoch = epoch,
            Reads = { new V1.Read { Sequence = sequence, TagId = "odd", EventTime = new() { Instant = new() { Seconds = seconds }, UtcOffsetMinutes = offset } } },
        };
    }

    [Fact]
    public async Task Of_an_attachment_or_an_aggregation_is_refused_and_the_directory_goes_on()
    {
        var (_, report) = await tags.Post("/v1/tags", Lenne, "tag_id,kind,handling_unit_id,attached_at\nodd-time,rfid,106141412345678908,0001-01-01T00:00:00+14:00", "text/csv");
        report.GetProperty("lines")[0].GetProperty("reason").GetString().Should().Be("attached-at-unusable");
        var (status, problem) = await tags.Post(
            "/v1/aggregations", Lenne,
            """{"type":"AggregationEvent","eventTime":"0001-01-01T00:00:00+14:00","action":"ADD","parentID":"device:cage-odd","childEPCs":["device:tote-odd"]}""");
        (status, problem.GetProperty("reason").GetString()).Should().Be((400, "event-time-out-of-range"));

        await tags.Tags.RegisterTagAsync(new() { TagId = "after-odd-time", Kind = TagKind.Rfid }, tags.Shipper);
        await Eventually.True(async () => (await tags.Tags.GetTagAsync(new() { TagId = "after-odd-time" }, tags.Shipper)).Id.Length > 0, "the directory to go on");
    }
}
