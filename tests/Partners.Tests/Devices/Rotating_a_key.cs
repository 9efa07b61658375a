using Logistics.EventStore;
using Logistics.Partners.Devices;
using Logistics.Partners.Organisations;
using Logistics.Specs;
using NodaTime;
using Xunit;

namespace Logistics.Partners.Tests.Devices;

public sealed class Rotating_a_key
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 11, 20, 12, 0);
    private static readonly Instant One = Noon + Duration.FromHours(1);
    private static readonly DeviceRegistered Registered = new("gw-hagen", "org-sauerland", "01d0");
    private static readonly DeviceKeyRotated Rotated = new("gw-hagen", "5eed", "01d0", One);

    [Fact]
    public void The_key_before_is_good_for_the_overlap() => Given(Registered).When(Rotate("01d0", "5eed", Noon)).Then(Rotated);

    [Fact]
    public void Whose_answer_was_lost_asks_with_the_key_before_and_gains_no_time()
        => Given(Registered, Rotated).When(Rotate("01d0", "7hird", Noon + Duration.FromMinutes(30))).Then(Rotated with { KeyHash = "7hird" });

    [Fact]
    public void The_key_before_is_dead_after_the_overlap() => Given(Registered, Rotated).When(Rotate("01d0", "7hird", One)).ThenRefused("invalid-credentials");

    [Fact]
    public void The_key_two_before_is_dead()
        => Given(Registered, Rotated, new DeviceKeyRotated("gw-hagen", "7hird", "5eed", One)).When(Rotate("01d0", "4th", Noon)).ThenRefused("invalid-credentials");

    [Fact]
    public void An_operator_rotates_without_the_key()
        => Given(Registered).When(state => DeviceKeyDecider.Rotate(state, "5eed", Noon, Duration.Zero)).Then(Rotated with { FormerKeyUntil = Noon });

    [Fact]
    public void A_revoked_device_has_no_key_to_rotate()
        => Given(Registered, new DeviceRevoked("gw-hagen")).When(state => DeviceKeyDecider.Rotate(state, "5eed", Noon, Duration.Zero)).ThenRefused("revoked");

    [Fact]
    public void The_operators_list_does_not_bring_a_rotated_key_back() => Given(Registered, Rotated).When(Align("01d0")).ThenNothing();

    [Fact]
    public void Another_key_on_the_operators_list_replaces_both()
        => Given(Registered, Rotated, new DeviceKeyReplaced("gw-hagen", "0ther")).When(Rotate("01d0", "7hird", Noon)).ThenRefused("invalid-credentials");

    private static Func<Device, Decision> Rotate(string shown, string key, Instant now)
        => state => DeviceKeyDecider.Rotate(state, shown, key, now, Duration.FromHours(1));

    private static Func<Device, Decision> Align(string key)
        => state => DeviceDecider.Align(state, new Organisation.Registered("org-sauerland", "Spedition Sauerland", ["carrier"]), new("gw-hagen", "org-sauerland", key));

    private static Given<Device> Given(params object[] events) => new(Device.Stream, events);
}
