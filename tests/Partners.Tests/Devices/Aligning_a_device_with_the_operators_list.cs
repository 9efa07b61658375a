using Logistics.EventStore;
using Logistics.Partners.Devices;
using Logistics.Partners.Organisations;
using Logistics.Specs;
using Xunit;

namespace Logistics.Partners.Tests.Devices;

public sealed class Aligning_a_device_with_the_operators_list
{
    private static readonly Organisation Carrier = new Organisation.Registered("org-sauerland", "Spedition Sauerland", ["carrier"]);
    private static readonly RegisterDevice Listed = new("gw-hagen", "org-sauerland", "5eed");
    private static readonly DeviceRegistered Registered = new("gw-hagen", "org-sauerland", "5eed");

    [Fact]
    public void A_new_one_is_registered() => Given().When(Align(Listed)).Then(Registered);

    [Fact]
    public void Again_records_nothing() => Given(Registered).When(Align(Listed)).ThenNothing();

    [Fact]
    public void Another_key_replaces_the_known_one()
        => Given(Registered).When(Align(Listed with { KeyHash = "0ff5" })).Then(new DeviceKeyReplaced("gw-hagen", "0ff5"));

    [Fact]
    public void Another_organisation_cannot_take_it_over()
        => Given(Registered).When(Align(Listed with { OrganisationId = "org-ruhr" })).ThenRefused("already-exists");

    [Fact]
    public void A_revoked_one_stays_revoked() => Given(Registered, new DeviceRevoked("gw-hagen")).When(Align(Listed)).ThenRefused("revoked");

    private static Func<Device, Decision> Align(RegisterDevice command) => state => DeviceDecider.Align(state, Carrier, command);

    private static Given<Device> Given(params object[] events) => new(Device.Stream, events);
}
