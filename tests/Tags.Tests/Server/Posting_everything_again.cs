using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Xunit;
using static Logistics.Tags.Tests.Server.RunningTags;

namespace Logistics.Tags.Tests.Server;

/// <summary>A gateway that has lost its memory posts all it has, in any order, cut in any way, some of it at once.</summary>
[Trait("Needs", "Servers")]
[Collection(OneRunningTags.Name)]
public sealed class Posting_everything_again(RunningTags tags)
{
    private const int Numbered = 60;
    private const int Unnumbered = 8;
    private static readonly Instant At = Now - Duration.FromHours(2);

    /// <summary>A failure prints FsCheck's seed and the gateway's.</summary>
    [Fact]
    public void Changes_nothing()
        => Prop.ForAll<int>(seed => Again(seed).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(25).WithEndSize(1_000_000));

    private async Task Again(int seed)
    {
        var (random, id) = (new Random(seed), $"gw-again-{Guid.NewGuid():N}");
        var gateway = await tags.Gateway(id);
        var epoch = await tags.Epoch(gateway);
        object[] numbered = [.. Enumerable.Range(1, Numbered).Select(i => Read(i, i % 9 == 0 ? "303435fc8803d056d15b96zz" : $"re-{id}-{i % 11}", At + Duration.FromSeconds(i)))];
        object[] unnumbered = [.. Enumerable.Range(1, Unnumbered).Select(i => Read(0, $"re-{id}-{i}", At + Duration.FromMinutes(i)))];

        for (var round = 0; round < 3; round++)
        {
            var batches = numbered.Cut(random, 25).Select(reads => Body(epoch, reads)).Concat(unnumbered.Cut(random, 25).Select(reads => Body(null, reads))).OrderBy(_ => random.Next()).ToArray();
            foreach (var some in batches.Chunk(random.Next(1, 6)))
            {
                var answers = await Task.WhenAll(some.Select(body => tags.Post("/v1/reads", gateway, body)));
                answers.Should().OnlyContain(answer => answer.Status == 200, $"gateway {seed}");
            }

            var (reads, aside) = (await tags.Count($"select count(*) from reads where gateway = '{id}'"), await tags.Count($"select count(*) from quarantine where gateway = '{id}'"));
            (reads, aside).Should().Be((Numbered - (Numbered / 9) + Unnumbered, Numbered / 9), $"gateway {seed}, round {round}");
        }

        (await tags.Count($"select missing from receipts where gateway = '{id}'")).Should().Be(0, $"gateway {seed}");
    }
}
