using Logistics.EventStore;
using Logistics.Partners.Organisations;
using Logistics.Specs;
using Xunit;

namespace Logistics.Partners.Tests.Organisations;

public sealed class Registering_an_organisation
{
    private static readonly RegisterOrganisation Sauerland = new("org-sauerland", "Spedition Sauerland", ["shipper", "carrier", "carrier"]);
    private static readonly OrganisationRegistered Registered = new("org-sauerland", "Spedition Sauerland", ["carrier", "shipper"]);

    [Fact]
    public void A_new_one_is_registered_with_its_roles_in_order() => Given().When(Register(Sauerland)).Then(Registered);

    [Fact]
    public void Again_records_nothing() => Given(Registered).When(Register(Sauerland)).ThenNothing();

    [Fact]
    public void Another_name_under_its_id_is_refused()
        => Given(Registered).When(Register(Sauerland with { Name = "Someone else" })).ThenRefused("already-exists");

    [Fact]
    public void Other_roles_under_its_id_are_refused()
        => Given(Registered).When(Register(Sauerland with { Roles = ["hub"] })).ThenRefused("already-exists");

    [Fact]
    public void A_role_that_nobody_knows_is_refused()
        => Given().When(Register(Sauerland with { Roles = ["carier"] })).ThenRefused("unknown-role");

    [Theory]
    [InlineData("org-sandbox-a", "carrier")]
    [InlineData("org-sauerland", "sandbox")]
    [InlineData("org-sandbox-a", "sandbox", "carrier")]
    public void A_sandbox_is_known_by_its_id_and_is_nothing_else(string id, params string[] roles)
        => Given().When(Register(new(id, "Sandbox", roles))).ThenRefused("role-reserved");

    private static Func<Organisation, Decision> Register(RegisterOrganisation command) => state => OrganisationDecider.Register(state, command);

    private static Given<Organisation> Given(params object[] events) => new(Organisation.Stream, events);
}
