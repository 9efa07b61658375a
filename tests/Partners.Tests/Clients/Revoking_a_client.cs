using Logistics.Partners.Clients;
using Logistics.Specs;
using Xunit;

namespace Logistics.Partners.Tests.Clients;

public sealed class Revoking_a_client
{
    private static readonly ClientRegistered Registered = new("sauerland", "org-sauerland", ["carrier"], "5eed");

    [Fact]
    public void An_active_one_is_revoked() => Given(Registered).When(ClientDecider.Revoke).Then(new ClientRevoked("sauerland"));

    [Fact]
    public void Again_records_nothing() => Given(Registered, new ClientRevoked("sauerland")).When(ClientDecider.Revoke).ThenNothing();

    [Fact]
    public void An_unknown_one_is_refused() => Given().When(ClientDecider.Revoke).ThenRefused("unknown-credential");

    private static Given<Client> Given(params object[] events) => new(Client.Stream, events);
}
