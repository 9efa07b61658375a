using FluentAssertions;
using Xunit;

namespace Logistics.Local.Tests;

public sealed class TheDemoSpeed
{
    [Theory]
    [InlineData("--speed 30", 30)]
    [InlineData("--seed 7 --speed 2.5", 2.5)]
    [InlineData("--seed 7", DemoSpeed.Usual)]
    [InlineData("--speed", DemoSpeed.Usual)]
    [InlineData("--speed fast", DemoSpeed.Usual)]
    [InlineData(null, DemoSpeed.Usual)]
    public void Is_the_one_that_the_demo_is_started_with(string? arguments, double speed) => DemoSpeed.In(arguments).Should().Be(speed);
}
