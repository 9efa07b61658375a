using Logistics.EventStore;
using Logistics.Partners.Grants;
using Logistics.Specs;
using NodaTime;
using Xunit;

namespace Logistics.Partners.Tests.Grants;

public sealed class Revoking_a_grant
{
    private static readonly GrantGiven Given = Giving_a_grant.Given;
    private static readonly Instant Later = Giving_a_grant.Now + Duration.FromDays(1);

    [Theory]
    [InlineData("org-shipper", false)]
    [InlineData("org-insurer", false)]
    [InlineData("org-hub", true)]
    public void Either_side_and_the_hub_may(string by, bool operates) => Past(Given).When(Revoke(by, operates)).Then(new GrantRevoked("gr-1", by, Later));

    [Fact]
    public void Again_records_nothing() => Past(Given, new GrantRevoked("gr-1", "org-shipper", Later)).When(Revoke("org-insurer")).ThenNothing();

    [Fact]
    public void One_that_has_expired_has_ended_already() => Past(Given with { Until = Later }).When(Revoke("org-shipper")).ThenNothing();

    [Fact]
    public void Anybody_elses_is_like_none()
    {
        Past(Given).When(Revoke("org-carrier")).ThenRefused("grant-not-found");
        Past().When(Revoke("org-hub", true)).ThenRefused("grant-not-found");
    }

    private static Func<Grant, Decision> Revoke(string by, bool operates = false) => grant => GrantDecider.Revoke(grant, by, operates, Later);

    private static Given<Grant> Past(params object[] events) => new(Grant.Stream, events);
}
