using System.Globalization;
using FluentAssertions;
using Logistics.Local;
using Xunit;
using Xunit.Abstractions;

namespace Logistics.EventStore.Torture.Tests;

/// <summary>The short form, about a minute and a half; the long one is <c>make torture-log</c>.</summary>
[Trait("Needs", "Servers")]
public sealed class TheLogUnderTorture(ITestOutputHelper output)
{
    private static readonly Hardship Short = new(Events: 15_000, Kills: 2, Restarts: 2);

    [Fact]
    public async Task Loses_doubles_and_disorders_nothing_and_the_checker_would_have_noticed()
    {
        // Its own server, because it is restarted.
        var folder = Path.Combine(Checkout.Find().RunFolder, "torture", Environment.ProcessId.ToString(CultureInfo.InvariantCulture));

        var verdict = await Ordeal.Run(folder, Short, output.WriteLine);

        verdict.PlantedCaught.Should().Be(4);
        verdict.Findings.Should().Be(new Findings(verdict.Findings.Events, 0, 0, 0, 0, 0));
        verdict.Findings.Events.Should().BeGreaterThanOrEqualTo(Short.Events);
    }
}
