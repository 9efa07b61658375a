using FluentAssertions;
using Logistics.EventStore;
using Logistics.Partners.Organisations;
using Logistics.Specs;
using NodaTime;
using Xunit;

namespace Logistics.Partners.Tests.Organisations;

public sealed class Deactivating_an_organisation
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 20, 8, 0);
    private static readonly OrganisationRegistered Registered = new("org-sauerland", "Spedition Sauerland", ["carrier"]);
    private static readonly OrganisationDeactivated Deactivated = new("org-sauerland", "Insolvent.", Now);
    private static readonly OrganisationReactivated Reactivated = new("org-sauerland", Now);

    [Fact]
    public void Is_recorded_with_its_reason() => Given(Registered).When(Deactivate).Then(Deactivated);

    [Fact]
    public void Again_records_nothing() => Given(Registered, Deactivated).When(Deactivate).ThenNothing();

    [Fact]
    public void Is_undone_by_reactivating_it() => Given(Registered, Deactivated).When(Reactivate).Then(Reactivated);

    [Fact]
    public void One_that_is_active_need_not_be_reactivated() => Given(Registered, Deactivated, Reactivated).When(Reactivate).ThenNothing();

    [Fact]
    public void The_hub_does_not_lock_itself_out() => Given(Registered with { Roles = ["hub"] }).When(Deactivate).ThenRefused("role-reserved");

    [Fact]
    public void An_unknown_one_is_refused()
    {
        Given().When(Deactivate).ThenRefused("unknown-organisation");
        Given().When(Reactivate).ThenRefused("unknown-organisation");
    }

    [Fact]
    public void Another_name_and_the_operators_list_leave_it_as_it_is()
        => Given(Registered, Deactivated, new OrganisationChanged("org-sauerland", "Sauerland", ["carrier"])).State
            .Should().BeOfType<Organisation.Registered>().Which.Deactivated.Should().BeTrue();

    private static Decision Deactivate(Organisation state) => OrganisationDecider.Deactivate(state, "org-sauerland", "Insolvent.", Now);

    private static Decision Reactivate(Organisation state) => OrganisationDecider.Reactivate(state, "org-sauerland", Now);

    private static Given<Organisation> Given(params object[] events) => new(Organisation.Stream, events);
}
