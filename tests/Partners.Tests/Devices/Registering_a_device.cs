using Logistics.EventStore;
using Logistics.Partners.Devices;
using Logistics.Partners.Organisations;
using Logistics.Specs;
using Xunit;

namespace Logistics.Partners.Tests.Devices;

public sealed class Registering_a_device
{
    private static readonly Organisation Carrier = new Organisation.Registered("org-sauerland", "Spedition Sauerland", ["carrier"]);
    private static readonly RegisterDevice Command = new("gw-hagen", "org-sauerland", "5eed");
    private static readonly DeviceRegistered Registered = new("gw-hagen", "org-sauerland", "5eed");

    [Fact]
    public void A_new_one_is_registered_with_its_keys_hash() => Given().When(Register(Carrier)).Then(Registered);

    [Fact]
    public void Again_is_refused_because_its_key_was_shown() => Given(Registered).When(Register(Carrier)).ThenRefused("already-exists");

    [Fact]
    public void An_unknown_organisation_has_no_devices() => Given().When(Register(new Organisation.Unknown())).ThenRefused("unknown-organisation");

    private static Func<Device, Decision> Register(Organisation owner) => state => DeviceDecider.Register(state, owner, Command);

    private static Given<Device> Given(params object[] events) => new(Device.Stream, events);
}
