using FluentAssertions;
using Logistics.Tags.Tags;
using Logistics.Tags.Tags.Lists;
using NodaTime;
using Xunit;

namespace Logistics.Tags.Tests.Tags;

public sealed class A_list_of_tags
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 20, 12, 0);

    [Fact]
    public void Has_its_columns_in_any_order_and_fields_in_quotes()
    {
        var (lines, _) = TagList.Parse("kind,tag_id\r\nrfid,\"(01)80614141123458(21)a\"\"b\"\r\n\r\nble,beacon-7\r\n");
        lines!.Select(l => (l.Number, l.Field("kind"), l.Field("tag_id"))).Should().Equal((2, "rfid", "(01)80614141123458(21)a\"b"), (4, "ble", "beacon-7"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("tag_id")]
    [InlineData("tag_id,kind,colour")]
    [InlineData("tag_id,kind,kind")]
    [InlineData("tag_id,\"kind")]
    public void Begins_with_its_header(string text) => TagList.Parse(text).Lines.Should().BeNull();

    [Theory]
    [InlineData("beacon-7", "line-malformed")]
    [InlineData("be\"acon,ble,,", "line-malformed")]
    [InlineData("\"bea\"con,ble,,", "line-malformed")]
    [InlineData("\"bea\"\"con\" ,ble,,", "line-malformed")]
    [InlineData("\"beacon-7,ble,,", "line-malformed")]
    [InlineData("(01)80614141123457(21)6789,rfid,,", "tag-check-digit-wrong")]
    [InlineData("beacon-7,radio,,", "kind-unknown")]
    [InlineData("beacon-7,ble,10614141234567890,2026-11-20T10:00:00Z", "handling-unit-malformed")]
    [InlineData("beacon-7,ble,,2026-11-20T10:00:00Z", "handling-unit-missing")]
    [InlineData("beacon-7,ble,106141412345678908,", "attached-at-unusable")]
    [InlineData("beacon-7,ble,106141412345678908,2026-11-20T13:00:00Z", "attached-at-unusable")]
    [InlineData("beacon-7,ble,106141412345678908,0001-01-01T00:00:00+14:00", "attached-at-unusable")]
    [InlineData("beacon-7,ble,106141412345678908,-0500-01-01T00:00:00Z", "attached-at-unusable")]
    public void Says_what_is_wrong_with_a_line(string line, string reason)
    {
        var (lines, _) = TagList.Parse($"tag_id,kind,handling_unit_id,attached_at\n{line}");
        TagListEntry.Of(lines!.Single(), Now).Should().Be(((TagListEntry?)null, reason));
    }

    [Fact]
    public void Puts_tags_on_units()
    {
        var (lines, _) = TagList.Parse("tag_id,kind,handling_unit_id,attached_at\nbeacon-7,BLE,106141412345678908,2026-11-20T10:00:00+01:00");
        TagListEntry.Of(lines!.Single(), Now).Entry.Should().Be(
            new TagListEntry("device:beacon-7", TagKind.Ble, "106141412345678908", new LocalDateTime(2026, 11, 20, 10, 0).WithOffset(Offset.FromHours(1))));
    }
}
