using Logistics.EventStore;
using Logistics.Partners.Organisations;
using Logistics.Specs;
using Xunit;

namespace Logistics.Partners.Tests.Organisations;

public sealed class Aligning_an_organisation_with_the_operators_list
{
    private static readonly RegisterOrganisation Listed = new("org-sauerland", "Sauerland Logistik", ["carrier"]);
    private static readonly OrganisationRegistered Before = new("org-sauerland", "Spedition Sauerland", ["carrier"]);
    private static readonly OrganisationChanged Changed = new("org-sauerland", "Sauerland Logistik", ["carrier"]);

    [Fact]
    public void A_new_one_is_registered()
        => Given().When(Align(Listed)).Then(new OrganisationRegistered("org-sauerland", "Sauerland Logistik", ["carrier"]));

    [Fact]
    public void Another_name_is_a_change() => Given(Before).When(Align(Listed)).Then(Changed);

    [Fact]
    public void Again_records_nothing() => Given(Before, Changed).When(Align(Listed)).ThenNothing();

    [Fact]
    public void A_role_that_nobody_knows_is_refused()
        => Given(Before).When(Align(Listed with { Roles = ["carier"] })).ThenRefused("unknown-role");

    private static Func<Organisation, Decision> Align(RegisterOrganisation command) => state => OrganisationDecider.Align(state, command);

    private static Given<Organisation> Given(params object[] events) => new(Organisation.Stream, events);
}
