using FluentAssertions;
using Logistics.Hosting.Bus;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Logistics.Hosting.Tests;

public sealed class The_bus
{
    [Fact]
    public void Reports_to_nobody_outside()
    {
        using var services = WebApplication.CreateBuilder().AddBus("tests", _ => { }).Services.BuildServiceProvider();
        services.GetRequiredService<IOptions<UsageTelemetryOptions>>().Value.Enabled.Should().BeFalse();
    }
}
