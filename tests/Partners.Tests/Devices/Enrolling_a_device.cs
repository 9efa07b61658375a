using Logistics.EventStore;
using Logistics.Partners.Devices;
using Logistics.Partners.Organisations;
using Logistics.Specs;
using NodaTime;
using Xunit;

namespace Logistics.Partners.Tests.Devices;

public sealed class Enrolling_a_device
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 11, 20, 12, 0);
    private static readonly Organisation Carrier = new Organisation.Registered("org-sauerland", "Spedition Sauerland", ["carrier"]);
    private static readonly ClaimCodeIssued Issued = new("gw-hagen", "org-sauerland", "c0de", Noon + Duration.FromHours(1));
    private static readonly DeviceEnrolled Enrolled = new("gw-hagen", "org-sauerland", "5eed");
    private static readonly DeviceRegistered Registered = new("gw-hagen", "org-sauerland", "01d0");

    [Fact]
    public void An_operator_expects_it() => Given().When(Expect("c0de")).Then(Issued);

    [Fact]
    public void Another_code_takes_the_place_of_the_first()
        => Given(Issued, Issued with { CodeHash = "0ther" }).When(Claim("c0de", Noon)).ThenRefused("invalid-claim");

    [Fact]
    public void It_gets_its_key_for_the_code() => Given(Issued).When(Claim("c0de", Noon)).Then(Enrolled);

    [Fact]
    public void A_code_is_good_once() => Given(Issued, Enrolled).When(Claim("c0de", Noon)).ThenRefused("invalid-claim");

    [Fact]
    public void A_code_is_good_until_it_expires() => Given(Issued).When(Claim("c0de", Issued.ExpiresAt)).ThenRefused("invalid-claim");

    [Fact]
    public void Another_code_is_none() => Given(Issued).When(Claim("0ther", Noon)).ThenRefused("invalid-claim");

    [Fact]
    public void Who_is_not_expected_learns_nothing_else() => Given().When(Claim("c0de", Noon)).ThenRefused("invalid-claim");

    [Fact]
    public void A_device_that_works_may_come_for_another_key() => Given(Registered, Issued).When(Claim("c0de", Noon)).Then(Enrolled);

    [Fact]
    public void A_revoked_one_is_not_expected_again() => Given(Registered, new DeviceRevoked("gw-hagen")).When(Expect("c0de")).ThenRefused("revoked");

    [Fact]
    public void Another_organisations_cannot_be_claimed()
        => Given(Registered with { OrganisationId = "org-ruhr" }).When(Expect("c0de")).ThenRefused("already-exists");

    [Fact]
    public void An_unknown_organisation_expects_none() => Given().When(Expect("c0de", new Organisation.Unknown())).ThenRefused("unknown-organisation");

    [Fact]
    public void One_that_is_expected_can_be_revoked() => Given(Issued).When(DeviceDecider.Revoke).Then(new DeviceRevoked("gw-hagen"));

    private static Func<Device, Decision> Expect(string code, Organisation? owner = null)
        => state => DeviceKeyDecider.Expect(state, owner ?? Carrier, new("gw-hagen", "org-sauerland", code, Issued.ExpiresAt));

    private static Func<Device, Decision> Claim(string code, Instant now) => state => DeviceKeyDecider.Claim(state, code, "5eed", now);

    private static Given<Device> Given(params object[] events) => new(Device.Stream, events);
}
