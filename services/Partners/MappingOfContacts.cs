using Logistics.Hosting.Grpc;
using Logistics.Partners.Contacts;
using Proto = Logistics.Partners.V1;

namespace Logistics.Partners;

/// <content>Contacts.</content>
internal static partial class Mapping
{
    internal static (string Function, ContactDetails Details) Contact(Proto.Contact? contact)
    {
        if (contact is null) throw Check.Invalid("contact", "is missing.");
        var details = new ContactDetails(
            Check.Text(contact.Name, "contact.name", LongestName).Normalize(),
            Check.OptionalText(contact.Email, "contact.email", LongestEmail),
            Check.OptionalText(contact.Phone, "contact.phone", 40));
        if (details.Email.Length + details.Phone.Length == 0) throw Check.Invalid("contact.email", "is missing, and so is the phone.");
        return (Function(contact.Function, "contact.function"), details);
    }

    internal static string Function(string value, string field) => Check.Id(value, field, 40);

    internal static Proto.Contact Contact(string organisation, string function, ContactDetails details)
        => new() { OrganisationId = organisation, Function = function, Name = details.Name, Email = details.Email, Phone = details.Phone };
}
