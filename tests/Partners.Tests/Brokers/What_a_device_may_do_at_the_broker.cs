using FluentAssertions;
using Logistics.Partners.Brokers;
using Xunit;

namespace Logistics.Partners.Tests.Brokers;

public sealed class What_a_device_may_do_at_the_broker
{
    [Theory]
    [InlineData("gw-1", null, true)]
    [InlineData("gw-1", "gw-1", true)]
    [InlineData("gw-1", "gw-2", false)]
    [InlineData("gw.1", "gw.1", false)]
    [InlineData("gw/1", null, false)]
    [InlineData("#", null, false)]
    [InlineData("", null, false)]
    public void It_signs_in_as_itself_only(string device, string? clientId, bool may) => BrokerRules.MayBeClient(device, clientId).Should().Be(may);

    [Theory]
    [InlineData("write", "gateways.gw-1.reads", true)]
    [InlineData("write", "gateways.gw-1.heartbeat", true)]
    [InlineData("write", "gateways.gw-2.heartbeat", false)]
    [InlineData("read", "gateways.gw-1.receipts", true)]
    [InlineData("write", "gateways.gw-1.receipts", false)]
    [InlineData("read", "gateways.gw-1.reads", false)]
    [InlineData("write", "gateways.gw-2.reads", false)]
    [InlineData("read", "#", false)]
    [InlineData("read", "gateways.*.receipts", false)]
    [InlineData("configure", "gateways.gw-1.reads", false)]
    public void It_writes_its_own_reads_and_hears_its_own_receipts(string permission, string key, bool may)
        => BrokerRules.MayTopic("gw-1", "gateways", permission, key).Should().Be(may);

    [Theory]
    [InlineData("exchange", "gateways", true)]
    [InlineData("exchange", "amq.topic", false)]
    [InlineData("queue", "mqtt-subscription-gw-1qos1", true)]
    [InlineData("queue", "mqtt-subscription-gw-2qos1", false)]
    [InlineData("queue", "tags-mqtt-reads", false)]
    [InlineData("vhost", "hub", false)]
    public void It_touches_no_queue_but_its_own(string resource, string name, bool may) => BrokerRules.MayUse("gw-1", resource, name).Should().Be(may);
}
