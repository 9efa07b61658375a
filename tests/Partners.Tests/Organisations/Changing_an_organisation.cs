using Logistics.EventStore;
using Logistics.Partners.Organisations;
using Logistics.Specs;
using Xunit;

namespace Logistics.Partners.Tests.Organisations;

public sealed class Changing_an_organisation
{
    private static readonly OrganisationRegistered Registered = new("org-sauerland", "Spedition Sauerland", ["carrier"]);
    private static readonly RegisterOrganisation Renamed = new("org-sauerland", "Sauerland Logistik", ["shipper", "carrier"]);
    private static readonly OrganisationChanged Changed = new("org-sauerland", "Sauerland Logistik", ["carrier", "shipper"]);

    [Fact]
    public void Gives_it_another_name_and_other_roles() => Given(Registered).When(Change(Renamed)).Then(Changed);

    [Fact]
    public void Again_records_nothing() => Given(Registered, Changed).When(Change(Renamed)).ThenNothing();

    [Fact]
    public void An_unknown_one_is_refused() => Given().When(Change(Renamed)).ThenRefused("unknown-organisation");

    [Fact]
    public void An_unknown_role_is_refused() => Given(Registered).When(Change(Renamed with { Roles = ["carier"] })).ThenRefused("unknown-role");

    [Fact]
    public void The_hub_stays_the_hub_and_the_only_one()
    {
        Given(Registered).When(Change(Renamed with { Roles = ["hub"] })).ThenRefused("role-reserved");
        Given(new OrganisationRegistered("org-hub", "Hub", ["hub"])).When(Change(new("org-hub", "Hub", ["carrier"]))).ThenRefused("role-reserved");
    }

    [Fact]
    public void A_carrier_does_not_become_a_sandbox() => Given(Registered).When(Change(Renamed with { Roles = ["sandbox"] })).ThenRefused("role-reserved");

    private static Func<Organisation, Decision> Change(RegisterOrganisation command) => state => OrganisationDecider.Change(state, command);

    private static Given<Organisation> Given(params object[] events) => new(Organisation.Stream, events);
}
