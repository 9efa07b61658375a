using Logistics.EventStore;
using Logistics.Partners.Clients;
using Logistics.Partners.Organisations;
using Logistics.Specs;
using Xunit;

namespace Logistics.Partners.Tests.Clients;

public sealed class Registering_a_client
{
    private static readonly Organisation Hub = new Organisation.Registered("org-hub", "Hub", ["hub"]);
    private static readonly Organisation Carrier = new Organisation.Registered("org-sauerland", "Spedition Sauerland", ["carrier"]);
    private static readonly RegisterClient Command = new("sauerland", "org-sauerland", ["carrier"], "5eed");
    private static readonly ClientRegistered Registered = new("sauerland", "org-sauerland", ["carrier"], "5eed");

    [Fact]
    public void A_new_one_is_registered_with_its_secrets_hash() => Given().When(Register(Command, Carrier)).Then(Registered);

    [Fact]
    public void Again_is_refused_because_its_secret_was_shown() => Given(Registered).When(Register(Command, Carrier)).ThenRefused("already-exists");

    [Fact]
    public void A_revoked_one_does_not_come_back()
        => Given(Registered, new ClientRevoked("sauerland")).When(Register(Command, Carrier)).ThenRefused("already-exists");

    [Fact]
    public void An_unknown_organisation_has_no_clients()
        => Given().When(Register(Command, new Organisation.Unknown())).ThenRefused("unknown-organisation");

    [Theory]
    [InlineData("hub")]
    [InlineData("service")]
    [InlineData("admin")]
    [InlineData("dispatcher")]
    public void Operators_roles_are_for_the_operator_only(string role)
    {
        Given().When(Register(Command with { Roles = [role] }, Carrier)).ThenRefused("role-reserved");
        Given().When(Register(Command with { Roles = [role] }, Hub)).Then(Registered with { Roles = [role] });
    }

    [Fact]
    public void A_role_that_nobody_knows_is_refused()
        => Given().When(Register(Command with { Roles = ["carier"] }, Carrier)).ThenRefused("unknown-role");

    [Fact]
    public void A_sandbox_has_machines_of_its_own_role_only()
    {
        var sandbox = new Organisation.Registered("org-sandbox-a", "Sandbox", ["sandbox"]);
        Given().When(Register(Command with { Roles = ["sandbox"] }, sandbox)).Then(Registered with { Roles = ["sandbox"] });
        Given().When(Register(Command, sandbox)).ThenRefused("role-reserved");
        Given().When(Register(Command with { Roles = ["sandbox"] }, Carrier)).ThenRefused("role-reserved");
        Given().When(Register(Command with { Roles = ["sandbox"] }, Hub)).ThenRefused("role-reserved");
    }

    private static Func<Client, Decision> Register(RegisterClient command, Organisation owner)
        => state => ClientDecider.Register(state, owner, command);

    private static Given<Client> Given(params object[] events) => new(Client.Stream, events);
}
