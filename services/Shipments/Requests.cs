using Logistics.EventStore;
using Logistics.Hosting;
using Logistics.Hosting.Grpc;
using Logistics.Hosting.Identity;
using Logistics.Shipments.Shipments;
using NodaTime;
using NodaTime.Text;

namespace Logistics.Shipments;

/// <summary>Requests to commands: everything that comes in is checked here, before anything else happens.</summary>
internal static partial class Requests
{
    private const int MaxParties = 20;

    /// <summary>A person, as encrypted in one piece.</summary>
    internal sealed record Person(string Name, string Email, string Phone)
    {
        public bool IsEmpty => Name.Length + Email.Length + Phone.Length == 0;
    }

    /// <summary>The command without contacts; these wait for `WithContacts`, because encrypting makes keys.</summary>
    public static BookShipment Booking(V1.BookShipmentRequest r)
    {
        Check.Integer(r.Parties.Count, "parties", 1, MaxParties);
        var route = r.Route ?? throw Check.Invalid("route", "is missing.");
        return new(
            Ids.New("shp"),
            Visible(Check.Text(r.Reference, "reference", 64), "reference"),
            [.. r.Parties.Select((p, i) => Party(p, $"parties[{i}]"))],
            Route(route),
            [.. r.HandlingUnits.Select((u, i) => Unit(u, $"handling_units[{i}]"))],
            r.Temperature is { } t ? new(t.MinCelsius, t.MaxCelsius, t.AllowedMinutes) : null,
            Check.OptionalText(r.GoodsDescription, "goods_description", 500).Normalize())
        {
            References = References(r.References, "references"),
            Conditions = [.. r.Conditions.Select((c, i) => Condition(c, $"conditions[{i}]"))],
        };
    }

    public static async Task<BookShipment> WithContacts(BookShipment c, V1.BookShipmentRequest r, PersonalData people, CancellationToken ct)
    {
        var parties = new List<Party>();
        for (var i = 0; i < c.Parties.Count; i++)
        {
            var person = Contact(r.Parties[i].Contact, $"parties[{i}].contact");
            parties.Add(person.IsEmpty
                ? c.Parties[i]
                : c.Parties[i] with { Contact = await people.Protect(Ids.New("psn"), EventJson.Serialize(person), ct) });
        }

        return c with { Parties = parties };
    }

    public static Person Contact(V1.Contact? contact, string field) => contact is null ? new("", "", "") : new(
        Check.OptionalText(contact.Name, $"{field}.name", 200).Normalize(),
        Check.OptionalText(contact.Email, $"{field}.email", 254),
        Check.OptionalText(contact.Phone, $"{field}.phone", 40));

    private static ConditionLimits Condition(V1.ConditionLimits c, string field) => Enum.IsDefined(c.Kind) && c.Kind != V1.ConditionKind.Unspecified
        ? new((ConditionKind)c.Kind, c.HasMin ? c.Min : null, c.HasMax ? c.Max : null, c.AllowedMinutes)
        : throw Check.Invalid($"{field}.kind", "is unknown.");

    private static Party Party(V1.Party p, string field)
    {
        if (!Enum.IsDefined(p.Role) || p.Role == V1.PartyRole.Unspecified) throw Check.Invalid($"{field}.role", "is unknown.");
        Contact(p.Contact, $"{field}.contact");
        if (SandboxOrganisation.Is(p.OrganisationId))
            throw new Refusal(Reasons.PartyInSandbox, $"{p.OrganisationId} is there for trying the hub out; its freight is samples only.").ToRpc();
        var mayBeNobody = p.Role is V1.PartyRole.Consignee or V1.PartyRole.NotifyParty;
        return new(
            (PartyRole)p.Role,
            mayBeNobody && p.OrganisationId.Length == 0 ? "" : Check.Id(p.OrganisationId, $"{field}.organisation_id", 64),
            null);
    }

    private static Appointment Appointment(Types.V1.LocalTime? value, string field)
    {
        if (value is null) throw Check.Invalid(field, "is missing.");
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(value.Zone) is null) throw Check.Invalid($"{field}.zone", "is no IANA zone such as Europe/Berlin.");
        var local = LocalDateTimePattern.ExtendedIso.Parse(value.Local);
        return local is { Success: true, Value.Year: >= 1970 and <= 2199 }
            ? new(local.Value, value.Zone)
            : throw Check.Invalid($"{field}.local", "is no local time such as 2026-11-20T14:30:00.");
    }

    private static Appointment? OptionalAppointment(Types.V1.LocalTime? value, string field) => value is null ? null : Appointment(value, field);

    /// <summary>What people read out and compare has nothing invisible in it.</summary>
    private static string Visible(string text, string field)
        => text.Any(c => char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.LineSeparator)
            ? throw Check.Invalid(field, "has invisible characters.")
            : text.Normalize();
}
