using Logistics.Partners.Devices;
using Logistics.Specs;
using Xunit;

namespace Logistics.Partners.Tests.Devices;

public sealed class Revoking_a_device
{
    private static readonly DeviceRegistered Registered = new("gw-hagen", "org-sauerland", "5eed");

    [Fact]
    public void An_active_one_is_revoked() => Given(Registered).When(DeviceDecider.Revoke).Then(new DeviceRevoked("gw-hagen"));

    [Fact]
    public void Again_records_nothing() => Given(Registered, new DeviceRevoked("gw-hagen")).When(DeviceDecider.Revoke).ThenNothing();

    [Fact]
    public void An_unknown_one_is_refused() => Given().When(DeviceDecider.Revoke).ThenRefused("unknown-credential");

    private static Given<Device> Given(params object[] events) => new(Device.Stream, events);
}
