using FluentAssertions;
using Logistics.Specs;
using Xunit;

namespace Logistics.Tags.Tests.Server;

[Trait("Needs", "Servers")]
[Collection(OneRunningTags.Name)]
public sealed class Registering_a_list(RunningTags tags)
{
    private const string Lenne = "client.lenne.org-lenne.shipper";

    private const string List =
        """
        tag_id,kind,handling_unit_id,attached_at
        list-1,rfid,,
        list-2,gnss,106141412345678908,2026-11-20T10:00:00+01:00
        "(01)80614141123457(21)6789",rfid,,
        list-2,gnss,340123450000000013,2026-11-20T10:00:00+01:00
        """;

    [Fact]
    public async Task Each_line_is_reported_and_the_list_may_come_again()
    {
        for (var time = 0; time < 2; time++)
        {
            var (status, report) = await tags.Post("/v1/tags", Lenne, List, "text/csv");
            (status, report.GetProperty("accepted").GetInt32(), report.GetProperty("refused").GetInt32()).Should().Be((200, 2, 2));
            report.GetProperty("lines").EnumerateArray().Select(l => (l.GetProperty("line").GetInt32(), l.GetProperty("reason").GetString())).Should()
                .Equal((2, null), (3, null), (4, "tag-check-digit-wrong"), (5, "handling-unit-malformed"));
        }

        (await tags.Story("device:list-2")).Should().Equal("tag-registered.v1", "tag-attached.v1");
        var (_, others) = await tags.Post("/v1/tags", "client.rival.org-rival.shipper", "tag_id,kind\nlist-1,rfid", "text/csv");
        others.GetProperty("lines")[0].GetProperty("reason").GetString().Should().Be("tag-in-use");
    }

    [Fact]
    public async Task A_retired_tag_is_not_listed_until_it_is_registered_again()
    {
        await tags.Post("/v1/tags", Lenne, "tag_id,kind\nworn,ble", "text/csv");
        await tags.Tags.RetireTagAsync(new() { TagId = "worn", At = RunningTags.Event(RunningTags.Now) }, tags.Shipper);
        await Refused.With(Grpc.Core.StatusCode.NotFound, "not-found", async () => await tags.Tags.GetTagAsync(new() { TagId = "worn" }, tags.Shipper));
        await tags.Post("/v1/tags", Lenne, "tag_id,kind\nworn,ble", "text/csv");
        await Eventually.True(async () => (await tags.Tags.ListTagsAsync(new(), tags.Shipper)).Tags.Any(t => t.Id == "device:worn"), "the tag to be listed again");
    }

    [Theory]
    [InlineData("tag,kind\na,rfid", "text/csv", 400)]
    [InlineData("tag_id,kind\na,rfid", "application/json", 415)]
    public async Task What_is_no_list_is_refused(string body, string type, int status) => (await tags.Post("/v1/tags", Lenne, body, type)).Status.Should().Be(status);

    [Fact]
    public async Task A_list_that_is_too_long_and_a_device_are_refused()
    {
        (await tags.Post("/v1/tags", Lenne, "tag_id,kind\n" + string.Concat(Enumerable.Range(0, 10_001).Select(i => $"many-{i},rfid\n")), "text/csv")).Status.Should().Be(413);
        (await tags.Post("/v1/tags", await tags.Gateway("gw-list"), List, "text/csv")).Status.Should().Be(403);
    }
}
