using FluentAssertions;
using Xunit;
using Xunit.Abstractions;

namespace Logistics.Shipments.Tests;

/// <summary>
/// Whoever disconnects before or after the commit, repeats, reorders, is overtaken between reading and writing and starts anew
/// ends with the same shipment as one who does everything once and in order, as long as each goes on until it is answered.
/// </summary>
public sealed class Carriers_that_fail(ITestOutputHelper output)
{
    private const int Runs = 1_000;

    [Fact]
    public async Task End_with_the_same_shipment_as_one_that_does_not()
    {
        var first = int.TryParse(Environment.GetEnvironmentVariable("SHIPMENTS_SEED"), out var given) ? given : Random.Shared.Next();
        output.WriteLine($"SHIPMENTS_SEED={first}, {Runs} runs from there.");
        var expected = await InOrder();
        for (var run = 0; run < Runs; run++)
            (await WithFaults(first + run)).Should().Be(expected, $"SHIPMENTS_SEED={first + run} is to end as without faults");
    }

    [Fact]
    public async Task The_outcome_would_show_a_report_that_got_lost()
    {
        var hub = new A_hub_in_memory();
        await hub.Begin();
        foreach (var step in hub.Story().SkipLast(1)) await step();
        (await hub.Outcome()).Should().NotBe(await InOrder());
    }

    private static async Task<string> InOrder()
    {
        var hub = new A_hub_in_memory();
        await hub.Begin();
        foreach (var step in hub.Story()) (await step()).Should().BeTrue();
        return await hub.Outcome();
    }

    private static async Task<string> WithFaults(int seed)
    {
        var random = new Random(seed);
        var hub = new A_hub_in_memory();
        await hub.Begin();
        var story = hub.Story();
        var pending = Enumerable.Range(0, story.Count).Select(i => (Step: i, Place: i + random.Next(0, 8))).OrderBy(x => x.Place).Select(x => x.Step).ToList();
        var nested = false;
        hub.Log.AfterAppend = () => Fail(random, "the answer is lost");
        hub.Log.BeforeAppend = async () =>
        {
            Fail(random, "the connection is lost");
            if (nested || random.Next(6) > 0) return;
            nested = true;
            await Try(story[random.Next(story.Count)]);
            nested = false;
        };
        while (pending.Count > 0)
        {
            var at = random.Next(Math.Min(3, pending.Count));
            var step = pending[at];
            if (await Try(story[step]) && random.Next(5) > 0) pending.RemoveAt(at);
        }

        return await hub.Outcome();
    }

    /// <summary>Whether it was answered and taken: what is refused because something else is not there yet is sent again later.</summary>
    private static async Task<bool> Try(Func<Task<bool>> step)
    {
        try
        {
            return await step();
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static void Fail(Random random, string how)
    {
        if (random.Next(8) == 0) throw new IOException(how);
    }
}
