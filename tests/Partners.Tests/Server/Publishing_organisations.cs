using FluentAssertions;
using Logistics.Contracts.Partners;
using Logistics.TestBus;
using Xunit;

namespace Logistics.Partners.Tests.Server;

[Trait("Needs", "Servers")]
public sealed class Publishing_organisations(RunningPartners partners) : IClassFixture<RunningPartners>
{
    [Fact]
    public async Task A_new_organisation_is_heard_by_whoever_listens()
    {
        await using var bus = await TheBus.Connect(partners.Broker, ear => ear.For<OrganisationRegistered>());
        await Registered("org-olpe");

        var message = await bus.Hears<OrganisationRegistered>(m => m.OrganisationId == "org-olpe");
        (message.Name, message.Origin.Stream, message.Origin.Version).Should().Be(("Olpe Express", "organisation-org-olpe", 1));
        message.Roles.Should().Equal("carrier");
    }

    [Fact]
    public async Task One_that_is_deactivated_and_that_it_is_active_again()
    {
        await using var bus = await TheBus.Connect(partners.Broker, ear => ear.For<OrganisationDeactivated>().For<OrganisationReactivated>());
        await Registered("org-unna");
        var admin = await partners.AsAdmin();
        await partners.Organisations.DeactivateOrganisationAsync(new() { OrganisationId = "org-unna", Reason = "Insolvent." }, admin);
        await partners.Organisations.ReactivateOrganisationAsync(new() { OrganisationId = "org-unna" }, admin);

        var away = await bus.Hears<OrganisationDeactivated>(m => m.OrganisationId == "org-unna");
        var back = await bus.Hears<OrganisationReactivated>(m => m.OrganisationId == "org-unna");
        (away.Origin.Stream, away.Origin.Version, back.Origin.Version).Should().Be(("organisation-org-unna", 2, 3));
    }

    private async Task Registered(string id) => await partners.Organisations.RegisterOrganisationAsync(
        new() { Organisation = new() { Id = id, Name = "Olpe Express", Roles = { "carrier" } } }, await partners.AsAdmin());
}
