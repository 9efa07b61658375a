using System.Text.RegularExpressions;
using FluentAssertions;
using Xunit;

namespace Logistics.Local.Tests;

public sealed partial class TheComposeFile : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Asks_for_exactly_the_settings_that_the_launcher_writes()
    {
        var compose = File.ReadAllText(Path.Combine(Checkout.Find().Root, "infra/compose/compose.yaml"));
        var asked = Variable().Matches(compose).Select(match => match.Groups[1].Value).Distinct();
        var written = File.ReadLines(ComposeSettings.Write(folder.Run, "1000:1000", demo: true)).Select(line => line.Split('=')[0]);
        asked.Should().BeEquivalentTo(written);
    }

    [GeneratedRegex(@"\$\{([A-Z_]+)")]
    private static partial Regex Variable();
}
