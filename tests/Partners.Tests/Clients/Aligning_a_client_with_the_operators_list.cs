using Logistics.EventStore;
using Logistics.Partners.Clients;
using Logistics.Partners.Organisations;
using Logistics.Specs;
using Xunit;

namespace Logistics.Partners.Tests.Clients;

public sealed class Aligning_a_client_with_the_operators_list
{
    private static readonly Organisation Carrier = new Organisation.Registered("org-sauerland", "Spedition Sauerland", ["carrier"]);
    private static readonly RegisterClient Listed = new("sauerland", "org-sauerland", ["carrier"], "5eed");
    private static readonly ClientRegistered Registered = new("sauerland", "org-sauerland", ["carrier"], "5eed");

    [Fact]
    public void A_new_one_is_registered() => Given().When(Align(Listed)).Then(Registered);

    [Fact]
    public void Again_records_nothing() => Given(Registered).When(Align(Listed)).ThenNothing();

    [Fact]
    public void Another_secret_and_other_roles_replace_the_known_ones()
        => Given(Registered).When(Align(Listed with { SecretHash = "0ff5", Roles = ["shipper", "carrier"] })).Then(
            new ClientRolesChanged("sauerland", ["carrier", "shipper"]), new ClientSecretReplaced("sauerland", "0ff5"));

    [Fact]
    public void Another_organisation_cannot_take_it_over()
        => Given(Registered).When(Align(Listed with { OrganisationId = "org-ruhr" })).ThenRefused("already-exists");

    [Fact]
    public void Reserved_roles_stay_reserved()
        => Given(Registered).When(Align(Listed with { Roles = ["admin"] })).ThenRefused("role-reserved");

    [Fact]
    public void A_revoked_one_stays_revoked() => Given(Registered, new ClientRevoked("sauerland")).When(Align(Listed)).ThenRefused("revoked");

    private static Func<Client, Decision> Align(RegisterClient command) => state => ClientDecider.Align(state, Carrier, command);

    private static Given<Client> Given(params object[] events) => new(Client.Stream, events);
}
