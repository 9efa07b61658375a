using FluentAssertions;
using Xunit;

namespace Logistics.Tags.Tests.Server;

/// <summary>What stands in the table of bad input: a clear answer, and nothing changes.</summary>
[Trait("Needs", "Servers")]
[Collection(OneRunningTags.Name)]
public sealed class Posting_bad_input(RunningTags tags)
{
    private const string Good = """{"tagId":"bad","eventTime":"2026-11-20T10:00:00+01:00"}""";

    [Theory]
    [InlineData("", 400, "malformed-json", null)]
    [InlineData("null", 400, "malformed-json", null)]
    [InlineData("{", 400, "malformed-json", null)]
    [InlineData("[]", 400, "malformed-json", null)]
    [InlineData("""{"reads":null}""", 400, "malformed-json", "reads")]
    [InlineData("""{"reads":[GOOD],"reads":[]}""", 400, "malformed-json", "reads")]
    [InlineData("""{"reads":[GOOD],"Epoch":"e"}""", 400, "malformed-json", "Epoch")]
    [InlineData("""{"reads":[GOOD],"evil":1}""", 400, "malformed-json", "evil")]
    [InlineData("""{"reads":[GOOD,{"tagId":"bad"}]}""", 400, "malformed-json", "reads[1]")]
    [InlineData("""{"reads":[GOOD,{"tagId":"bad","tagId":"x","eventTime":"2026-11-20T10:00:00Z"}]}""", 400, "malformed-json", "reads[1].tagId")]
    [InlineData("""{"reads":[{"tagId":5,"eventTime":"2026-11-20T10:00:00Z"}]}""", 400, "malformed-json", "reads[0].tagId")]
    [InlineData("""{"reads":[{"tagId":"bad","eventTime":"2026-11-20T10:00:00"}]}""", 400, "malformed-json", "reads[0].eventTime")]
    [InlineData("""{"reads":[{"tagId":"bad","eventTime":"2026-11-20T10:00:00+15:00"}]}""", 400, "malformed-json", "reads[0].eventTime")]
    [InlineData("""{"reads":[{"tagId":"bad","eventTime":"2026-12-31T23:59:60Z"}]}""", 400, "malformed-json", "reads[0].eventTime")]
    [InlineData("""{"reads":[{"tagId":"bad","eventTime":1747166418}]}""", 400, "malformed-json", "reads[0].eventTime")]
    [InlineData("""{"reads":[{"tagId":"bad","eventTime":"2026-11-20T10:00:00Z","rssiDbm":NaN}]}""", 422, "number-unusable", "reads[0].rssiDbm")]
    [InlineData("""{"reads":[{"tagId":"bad","eventTime":"2026-11-20T10:00:00Z","rssiDbm":-Infinity}]}""", 422, "number-unusable", "reads[0].rssiDbm")]
    [InlineData("""{"reads":[{"tagId":"bad","eventTime":"2026-11-20T10:00:00Z","rssiDbm":"NaN"}]}""", 422, "number-unusable", "reads[0].rssiDbm")]
    [InlineData("""{"reads":[{"tagId":"bad","eventTime":"2026-11-20T10:00:00Z","rssiDbm":1e400}]}""", 422, "number-unusable", "reads[0].rssiDbm")]
    [InlineData("""{"reads":[{"tagId":"bad","eventTime":"2026-11-20T10:00:00Z","rssiDbm":"-60"}]}""", 400, "malformed-json", "reads[0].rssiDbm")]
    [InlineData("""{"reads":[{"tagId":"bad\u0000","eventTime":"2026-11-20T10:00:00Z"}]}""", 400, "invalid-argument", "reads[0].tagId")]
    [InlineData("""{"reads":[GOOD,{"tagId":"bad\u001b[2J","eventTime":"2026-11-20T10:00:00Z"}]}""", 400, "invalid-argument", "reads[1].tagId")]
    [InlineData("""{"reads":[{"tagId":"bad","eventTime":"2026-11-20T10:00:00Z","readPointId":"rp\u202e"}]}""", 400, "invalid-argument", "reads[0].readPointId")]
    [InlineData("""{"reads":[{"tagId":"bad\ud800","eventTime":"2026-11-20T10:00:00Z"}]}""", 400, "malformed-json", "reads[0].tagId")]
    [InlineData("{\"reads\":[{\"tagId\":\"bad\u00ff\",\"eventTime\":\"2026-11-20T10:00:00Z\"}]}", 400, "invalid-text", null)]
    [InlineData("""{"reads":[{"sequence":1,"tagId":"bad","eventTime":"2026-11-20T10:00:00Z"}]}""", 400, "epoch-missing", "reads[0].sequence")]
    [InlineData("""{"epoch":"e","reads":[{"sequence":-1,"tagId":"bad","eventTime":"2026-11-20T10:00:00Z"}]}""", 400, "invalid-argument", "reads[0].sequence")]
    [InlineData("""{"epoch":"e","reads":[{"sequence":1.5,"tagId":"bad","eventTime":"2026-11-20T10:00:00Z"}]}""", 400, "malformed-json", "reads[0].sequence")]
    [InlineData("""{"epoch":"ep-none","reads":[{"sequence":1,"tagId":"bad","eventTime":"2026-11-20T10:00:00Z"}]}""", 409, "epoch-unknown", null)]
    [InlineData("""{"reads":[{"tagId":"bad","eventTime":"2026-11-20T10:00:00Z","position":{"latitude":1}}]}""", 400, "malformed-json", "reads[0].position")]
    public async Task Is_answered_by_what_is_wrong_and_stores_nothing(string body, int status, string reason, string? field)
    {
        var gateway = await tags.Gateway("gw-bad");
        var answer = await tags.Post("/v1/reads", gateway, body.Replace("GOOD", Good, StringComparison.Ordinal));

        answer.Status.Should().Be(status, answer.Body.GetRawText());
        answer.Body.GetProperty("reason").GetString().Should().Be(reason);
        (answer.Body.TryGetProperty("field", out var named) ? named.GetString() : null).Should().Be(field);
        answer.Body.GetProperty("traceId").GetString().Should().NotBeNullOrEmpty();
        await NothingStored();
    }

    [Fact]
    public async Task Is_not_opened_beyond_depth_32()
    {
        var gateway = await tags.Gateway("gw-bad");
        var deep = new string('[', 40) + new string(']', 40);
        (await tags.Post("/v1/reads", gateway, $$"""{"reads":[{{Good}}],"x":{{deep}}}""")).Status.Should().Be(400);
        await NothingStored();
    }

    [Fact]
    public async Task Is_too_much_beyond_4_MiB_or_10000_reads()
    {
        var gateway = await tags.Gateway("gw-bad");
        var padded = $$"""{"reads":[{{Good}}]}{{new string(' ', 4 * 1024 * 1024)}}""";
        (await tags.Post("/v1/reads", gateway, padded)).Status.Should().Be(413);
        var many = $$"""{"reads":[{{string.Join(',', Enumerable.Repeat(Good, 10_001))}}]}""";
        (await tags.Post("/v1/reads", gateway, many)).Status.Should().Be(413);
        await NothingStored();
    }

    [Fact]
    public async Task Is_no_other_media_type()
    {
        var gateway = await tags.Gateway("gw-bad");
        (await tags.Post("/v1/reads", gateway, $$"""{"reads":[{{Good}}]}""", "text/plain")).Status.Should().Be(415);
        await NothingStored();
    }

    [Theory]
    [InlineData("""{"clientNonce":"a b"}""")]
    [InlineData("""{"clientNonce":5}""")]
    [InlineData("""{"nonce":"x"}""")]
    public async Task Opens_no_epoch(string body)
    {
        var gateway = await tags.Gateway("gw-bad");
        (await tags.Post("/v1/gateways/me/epochs", gateway, body)).Status.Should().Be(400);
        (await tags.Count("select count(*) from receipts where gateway = 'gw-bad'")).Should().Be(0);
    }

    [Fact]
    public async Task Does_not_hide_the_time()
    {
        using var client = new HttpClient { BaseAddress = tags.Http };
        (await client.GetStringAsync("/v1/time")).Should().StartWith("""{"hubTime":"2026-11-20T12:00:00.000000Z",""");
        using var bad = await client.GetAsync("/v1/time?sent=yesterday");
        ((int)bad.StatusCode).Should().Be(400);
    }

    private async Task NothingStored()
    {
        (await tags.Count("select count(*) from reads where gateway = 'gw-bad'")).Should().Be(0);
        (await tags.Count("select count(*) from quarantine where gateway = 'gw-bad'")).Should().Be(0);
    }
}
