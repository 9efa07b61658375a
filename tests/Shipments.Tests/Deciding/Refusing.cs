using FluentAssertions;
using Xunit;

namespace Logistics.Shipments.Tests;

public sealed class Refusing
{
    /// <summary>A reason without a status would be a fault of the service on the day it is first used.</summary>
    [Fact]
    public void Every_reason_has_a_status()
        => typeof(Reasons).GetFields().Select(field => (string)field.GetRawConstantValue()!).Should().BeEquivalentTo(RefusalStatus.Of.Keys);
}
