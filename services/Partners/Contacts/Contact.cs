using Logistics.EventStore;

namespace Logistics.Partners.Contacts;

/// <param name="Person">Name, address and number, as JSON; each contact is a person of its own.</param>
/// <param name="Former">The person that it takes the place of, whose key is destroyed.</param>
internal sealed record ContactNamed(string OrganisationId, string Function, ProtectedText Person, string? Former);

/// <param name="Person">Whose key is destroyed.</param>
internal sealed record ContactRemoved(string OrganisationId, string Function, string Person);

internal sealed record ContactDetails(string Name, string Email, string Phone);

/// <summary>Whom to call at an organisation, in its stream.</summary>
internal sealed record KnownContact(string Function, ProtectedText Person)
{
    internal static IReadOnlyList<KnownContact> Evolve(IReadOnlyList<KnownContact> contacts, object e) => e switch
    {
        ContactNamed named => [.. Others(contacts, named.Function).Append(new(named.Function, named.Person)).OrderBy(c => c.Function, StringComparer.Ordinal)],
        ContactRemoved removed => [.. Others(contacts, removed.Function)],
        _ => throw new InvalidOperationException($"A contact knows no {e.GetType().Name}."),
    };

    private static IEnumerable<KnownContact> Others(IReadOnlyList<KnownContact> contacts, string function) => contacts.Where(c => c.Function != function);
}
