using FluentAssertions;
using Logistics.Replay;
using Logistics.Specs;
using Logistics.Tags.V1;
using Xunit;

namespace Logistics.Tags.Tests.Server;

/// <summary>13,011 reads of an Impinj R420, posted by the replay tool through the public door.</summary>
[Trait("Needs", "Servers")]
public sealed class A_real_readers_log(RunningTags tags) : IClassFixture<RunningTags>
{
    private const string Tag = "303435fc8803d056d15b963f";

    [DataFact("gps/rfid-r420")]
    public async Task Is_stored_once_however_often_it_is_posted_and_gives_one_presence()
    {
        var gateway = await tags.Gateway("gw-r420", "DEDTM", "dock-in");
        await tags.Tags.RegisterTagAsync(new() { TagId = Tag, Kind = TagKind.Rfid }, tags.Shipper);

        (await Replay(gateway)).Should().Be(new ReplayTotals(13_011, 13_011, 0, 0));
        await tags.Watched();
        var story = await Story();
        (await Replay(gateway)).Should().Be(new ReplayTotals(13_011, 0, 13_011, 0));
        await tags.Watched();

        (await tags.Count("select count(*) from reads")).Should().Be(13_011);
        (await Story()).Should().Equal(story);
        (await tags.Tags.GetTagAsync(new() { TagId = Tag }, tags.Shipper)).PresentHubId.Should().Be("DEDTM");
    }

    [Fact]
    public async Task Names_the_lines_that_are_none()
    {
        var gateway = await tags.Gateway("gw-broken");
        var file = Path.Combine(Path.GetTempPath(), $"log-{Guid.NewGuid():N}.csv");
        await File.WriteAllTextAsync(file, "timestamp,reader,antenna,rssi,epc\n1.5,r,1,-60,b'303435fc8803d056d15b963f'\nyesterday,r,1,-60,b'00'\n2.5,r,1,-60,b'xyz'\n1,2\n3,r,1,-60,b'303435fc8803d056d15b96zz'\n");
        try
        {
            var output = new StringWriter();
            (await Replay(gateway, file, output)).Should().Be(new ReplayTotals(5, 2, 0, 3));
            output.ToString().Should().Contain($"{Path.GetFileName(file)}:3 timestamp 'yesterday' is no number of seconds")
                .And.Contain($"{Path.GetFileName(file)}:5 2 fields where the header has 5").And.Contain($"{Path.GetFileName(file)}:6 tag-malformed");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private async Task<List<string>> Story() => await tags.Story(Logistics.Tags.Codes.TagId.Parse(Tag)!.Value.Value);

    private Task<ReplayTotals> Replay(string token) => Replay(token, RealData.Path("gps/rfid-r420"), TextWriter.Null);

    private async Task<ReplayTotals> Replay(string token, string path, TextWriter output)
    {
        var options = ReplayOptions.Parse([path, "--url", tags.Http.ToString(), "--key", token]);
        using var gateway = new Logistics.Replay.Gateway(options.Url, options.Key, options.ReadPoint);
        return await new Replaying(options, gateway, output).Run(CancellationToken.None);
    }
}
