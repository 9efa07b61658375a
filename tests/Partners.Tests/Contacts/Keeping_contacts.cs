using FluentAssertions;
using Logistics.EventStore;
using Logistics.Partners.Contacts;
using Logistics.Partners.Organisations;
using Logistics.Specs;
using Xunit;

namespace Logistics.Partners.Tests.Contacts;

public sealed class Keeping_contacts
{
    private static readonly OrganisationRegistered Registered = new("org-sauerland", "Spedition Sauerland", ["carrier"]);
    private static readonly ProtectedText Ada = new("psn-1", "bm90IHJlYWxseQ");
    private static readonly ProtectedText Bob = new("psn-2", "bm90IHJlYWxseQ");
    private static readonly ContactNamed Named = new("org-sauerland", "dispatch", Ada, null);

    [Fact]
    public void One_is_named_for_a_function() => Given(Registered).When(Put(Ada)).Then(Named);

    [Fact]
    public void Again_records_nothing() => Given(Registered, Named).When(Put(Ada)).ThenNothing();

    [Fact]
    public void Another_takes_its_place_and_the_former_is_told()
        => Given(Registered, Named).When(Put(Bob)).Then(new ContactNamed("org-sauerland", "dispatch", Bob, "psn-1"));

    [Fact]
    public void It_is_removed_once()
    {
        Given(Registered, Named).When(Remove).Then(new ContactRemoved("org-sauerland", "dispatch", "psn-1"));
        Given(Registered).When(Remove).ThenNothing();
    }

    [Fact]
    public void Twenty_are_enough()
    {
        var past = Enumerable.Range(0, 20).Select(n => new ContactNamed("org-sauerland", $"f{n}", Ada, null));
        Given([Registered, .. past]).When(Put(Bob)).ThenRefused("too-many-contacts");
        Given([Registered, .. past.Skip(1), Named]).When(Put(Bob)).Then(new ContactNamed("org-sauerland", "dispatch", Bob, "psn-1"));
    }

    [Fact]
    public void Nobody_is_called_at_an_unknown_organisation()
    {
        Given().When(Put(Ada)).ThenRefused("unknown-organisation");
        Given().When(Remove).ThenRefused("unknown-organisation");
    }

    [Fact]
    public void A_change_of_the_organisations_name_leaves_them()
        => Given(Registered, Named, new OrganisationChanged("org-sauerland", "Sauerland", ["carrier"])).State
            .Should().BeOfType<Organisation.Registered>().Which.Contacts.Should().Equal(new KnownContact("dispatch", Ada));

    private static Func<Organisation, Decision> Put(ProtectedText person) => state => ContactDecider.Put(state, "org-sauerland", "dispatch", person);

    private static Decision Remove(Organisation state) => ContactDecider.Remove(state, "org-sauerland", "dispatch");

    private static Given<Organisation> Given(params object[] events) => new(Organisation.Stream, events);
}
