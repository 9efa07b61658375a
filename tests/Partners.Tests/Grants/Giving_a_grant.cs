using Logistics.EventStore;
using Logistics.Partners.Grants;
using Logistics.Partners.Organisations;
using Logistics.Specs;
using NodaTime;
using Xunit;

namespace Logistics.Partners.Tests.Grants;

public sealed class Giving_a_grant
{
    internal static readonly Instant Now = Instant.FromUtc(2026, 11, 20, 8, 0);

    internal static readonly GrantGiven Given = new(
        "gr-1", "org-shipper", "org-insurer", "Claim 4711", ["whereabouts", "schedule"], ["shp-1", "shp-2"], Now + Duration.FromDays(30), Now);

    private static readonly Organisation Insurer = new Organisation.Registered("org-insurer", "Insurer", ["shipper"]);

    [Fact]
    public void To_another_organisation_is_recorded() => GivenNothing().When(Give(Given)).Then(Given);

    [Fact]
    public void Again_records_nothing() => new Given<Grant>(Grant.Stream, [Given]).When(Give(Given)).ThenNothing();

    [Fact]
    public void To_oneself_is_refused() => GivenNothing().When(Give(Given with { From = "org-insurer" })).ThenRefused("grant-to-oneself");

    [Fact]
    public void To_nobody_is_refused() => GivenNothing().When(g => GrantDecider.Give(g, new Organisation.Unknown(), Given)).ThenRefused("unknown-organisation");

    [Fact]
    public void To_a_sandbox_is_like_to_nobody() => GivenNothing()
        .When(g => GrantDecider.Give(g, new Organisation.Registered("org-sandbox-a", "Sandbox", ["sandbox"]), Given)).ThenRefused("unknown-organisation");

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(401)]
    public void For_too_long_or_no_time_is_refused(int days)
        => GivenNothing().When(Give(Given with { Until = Now + Duration.FromDays(days) })).ThenRefused("grant-expiry-out-of-range");

    private static Func<Grant, Decision> Give(GrantGiven given) => grant => GrantDecider.Give(grant, Insurer, given);

    private static Given<Grant> GivenNothing() => new(Grant.Stream, []);
}
