using Logistics.EventStore;
using Logistics.Partners.Organisations;

namespace Logistics.Partners.Contacts;

internal static class ContactDecider
{
    private const int Most = 20;

    internal static Decision Put(Organisation state, string id, string function, ProtectedText person) => state switch
    {
        Organisation.Registered known when known.Contacts.FirstOrDefault(c => c.Function == function) is { } former => former.Person == person
            ? Decision.Nothing
            : Decision.Accept(new ContactNamed(id, function, person, former.Person.Person)),
        Organisation.Registered { Contacts.Count: >= Most } => Decision.Refuse(Refusals.TooManyContacts, $"An organisation has {Most} contacts at most."),
        Organisation.Registered => Decision.Accept(new ContactNamed(id, function, person, null)),
        _ => Decision.Refuse(Refusals.UnknownOrganisation, $"There is no organisation {id}."),
    };

    internal static Decision Remove(Organisation state, string id, string function) => state switch
    {
        Organisation.Registered known => known.Contacts.FirstOrDefault(c => c.Function == function) is { } contact
            ? Decision.Accept(new ContactRemoved(id, function, contact.Person.Person))
            : Decision.Nothing,
        _ => Decision.Refuse(Refusals.UnknownOrganisation, $"There is no organisation {id}."),
    };
}
