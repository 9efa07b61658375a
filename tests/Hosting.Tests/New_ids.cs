using FluentAssertions;
using Xunit;

namespace Logistics.Hosting.Tests;

public sealed class New_ids
{
    [Fact]
    public void Are_a_prefix_and_26_unambiguous_characters() => Ids.New("shp").Should().MatchRegex("^shp-[0-9a-hjkmnp-tv-z]{26}$");

    [Fact]
    public async Task Sort_by_time()
    {
        var earlier = Ids.New("x");
        await Task.Yield();
        var later = Enumerable.Range(0, 100_000).Select(_ => Ids.New("x")).First(id => id[..12] != earlier[..12]);
        string.CompareOrdinal(earlier, later).Should().BeNegative();
    }
}
