using Logistics.EventStore;

namespace Logistics.Partners.Contacts;

/// <summary>Destroys the keys of contacts that were replaced or removed: nobody needs to know them any more. Again destroys nothing.</summary>
internal sealed class ContactErasure(PersonalData people) : Subscription
{
    public override string Name => "ContactErasure";

    public override async Task Handle(IReadOnlyList<StoredEvent> batch, CancellationToken ct)
    {
        foreach (var e in batch)
            if (Former(e.Data) is { } person) await people.Erase(person, ct);
    }

    private static string? Former(object e) => e switch
    {
        ContactNamed named => named.Former,
        ContactRemoved removed => removed.Person,
        _ => null,
    };
}
