using FluentAssertions;
using NodaTime;
using Xunit;
using static Logistics.Tags.Tests.Server.RunningTags;

namespace Logistics.Tags.Tests.Server;

[Trait("Needs", "Servers")]
public sealed class After_a_restart(RunningTags tags) : IClassFixture<RunningTags>
{
    private static readonly Instant At = Now - Duration.FromHours(3);

    [Fact]
    public async Task Receipts_and_presence_are_as_they_were_and_nothing_is_told_twice()
    {
        var (yard, gate) = (await tags.Gateway("gw-a"), await tags.Gateway("gw-out", "DEDTM", "gate-out"));
        await tags.Attached("pallet", "106141412345678908", At);
        var epoch = await tags.Epoch(yard);
        var body = Body(epoch, Read(1, "pallet", At + Duration.FromMinutes(1)), Read(2, "pallet", At + Duration.FromMinutes(2)));
        await tags.Post("/v1/reads", yard, body);
        await tags.Tells("device:pallet", "tag-arrived.v1");

        await tags.Restart();

        (await tags.Post("/v1/reads", yard, body)).Body.GetProperty("repeated").GetInt32().Should().Be(2);
        (await tags.Tags.GetTagAsync(new() { TagId = "pallet" }, tags.Shipper)).PresentHubId.Should().Be("DEDTM");
        await tags.Post("/v1/reads", gate, Body(null, Read(0, "pallet", At + Duration.FromMinutes(9))));
        await tags.Tells("device:pallet", "tag-departed.v1");
        await tags.Watched();
        (await tags.Story("device:pallet")).Should().Equal("tag-registered.v1", "tag-attached.v1", "tag-sighted.v1", "tag-arrived.v1", "tag-departed.v1");
    }

    [Fact]
    public async Task Transitions_that_were_committed_but_not_yet_told_are_told_once()
    {
        await tags.Tags.RegisterTagAsync(new() { TagId = "pending", Kind = V1.TagKind.Rfid }, tags.Shipper);
        const string Arrived =
            """
            [{"tag":"device:pending","type":"TagArrived","data":{"handlingUnitId":null,"hubId":"DEDTM","readPointId":null,"at":"2026-11-20T10:00:00.000000+01:00","mends":false,"evidence":[]}}]
            """;
        await tags.Count($"with chunk as (insert into pending_transitions (content) values ('{Arrived}') returning chunk) select chunk from chunk");

        await tags.Restart();
        await tags.Tells("device:pending", "tag-arrived.v1");
        await tags.Watched();

        // As after a crash between the append and the deletion: the chunk is still there.
        var chunk = await tags.Count("select max(substring(key from '[0-9]+$')::bigint) from log_idempotency where key like 'tags:transitions:%'");
        await tags.Count($"with again as (insert into pending_transitions (chunk, content) overriding system value values ({chunk}, '{Arrived}') returning chunk) select chunk from again");
        await tags.Restart();
        await tags.Watched();
        (await tags.Story("device:pending")).Should().Equal("tag-registered.v1", "tag-arrived.v1");
    }
}
