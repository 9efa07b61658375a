using Logistics.Shipments.Organisations;
using Logistics.Specs;
using Xunit;

namespace Logistics.Shipments.Tests;

public sealed class Hearing_of_organisations
{
    private static readonly OrganisationDeactivated Away = new(Known.Shipper, 2);
    private static readonly OrganisationReactivated Back = new(Known.Shipper, 3);

    [Fact]
    public void One_is_deactivated() => Given().When(o => OrganisationDecider.Deactivate(o, Away)).Then(Away);

    [Fact]
    public void And_active_again() => Given(Away).When(o => OrganisationDecider.Reactivate(o, Back)).Then(Back);

    [Fact]
    public void Again_records_nothing()
    {
        Given(Away).When(o => OrganisationDecider.Deactivate(o, Away)).ThenNothing();
        Given(Away, Back).When(o => OrganisationDecider.Reactivate(o, Back)).ThenNothing();
    }

    [Fact]
    public void What_was_overtaken_on_the_way_says_nothing() => Given(Back).When(o => OrganisationDecider.Deactivate(o, Away)).ThenNothing();

    private static Given<Organisation> Given(params object[] events) => new(Organisation.Stream, events);
}
