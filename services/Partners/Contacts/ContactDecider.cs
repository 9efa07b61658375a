using Logistics.EventStore;
using Logistics.Partners.Organisations;

namespace Logistics.Partners.Contacts;

internal static class ContactDecider
{
    private const int Most = 20;

    /// <summary>Why nobody is named for a function, whoever it were; null where somebody may be.</summary>
    internal static Refusal? Bars(Organisation state, string id, string function) => state switch
    {
        Organisation.Registered { Contacts: var contacts } when contacts.Count < Most || contacts.Any(c => c.Function == function) => null,
        Organisation.Registered => new(Refusals.TooManyContacts, $"An organisation has {Most} contacts at most."),
        _ => new(Refusals.UnknownOrganisation, $"There is no organisation {id}."),
    };

    internal static Decision Put(Organisation state, string id, string function, ProtectedText person)
    {
        if (Bars(state, id, function) is { } refusal) return new Decision.Refused(refusal);
        var former = ((Organisation.Registered)state).Contacts.FirstOrDefault(c => c.Function == function);
        return former?.Person == person ? Decision.Nothing : Decision.Accept(new ContactNamed(id, function, person, former?.Person.Person));
    }

    internal static Decision Remove(Organisation state, string id, string function) => state switch
    {
        Organisation.Registered known => known.Contacts.FirstOrDefault(c => c.Function == function) is { } contact
            ? Decision.Accept(new ContactRemoved(id, function, contact.Person.Person))
            : Decision.Nothing,
        _ => Decision.Refuse(Refusals.UnknownOrganisation, $"There is no organisation {id}."),
    };
}
