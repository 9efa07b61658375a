using Logistics.EventStore;
using Logistics.Hosting;
using Logistics.Hosting.Grpc;
using Logistics.Shipments.Shipments;

namespace Logistics.Shipments;

/// <content>Changes to what was booked.</content>
internal static partial class Requests
{
    /// <summary>The command without contacts, which wait for `WithContacts`, because encrypting makes keys.</summary>
    public static AmendShipment Amendment(V1.AmendShipmentRequest r)
    {
        Check.Integer(r.PutHandlingUnits.Count, "put_handling_units", 0, BookingRules.MaxUnits);
        Check.Integer(r.RemoveHandlingUnitIds.Count, "remove_handling_unit_ids", 0, BookingRules.MaxUnits);
        if (r.Parties is { } list) Check.Integer(list.Parties.Count, "parties.parties", 1, MaxParties);
        if (r.PutHandlingUnits.FirstOrDefault(u => r.RemoveHandlingUnitIds.Contains(u.Id)) is not null)
            throw Check.Invalid("remove_handling_unit_ids", "names one that put_handling_units names too.");
        if (r.PutHandlingUnits.Select(u => u.Id).Distinct().Count() < r.PutHandlingUnits.Count)
            throw Check.Invalid("put_handling_units", "names one twice.");
        var (from, to) = (OptionalDoor(r.CollectAt, "collect_at"), OptionalDoor(r.DeliverAt, "deliver_at"));
        return new(
            r.HasReference ? Visible(Check.Text(r.Reference, "reference", 64), "reference") : null,
            r.References is { } references ? References(references.References, "references.references") : null,
            r.HasGoodsDescription ? Check.OptionalText(r.GoodsDescription, "goods_description", 500).Normalize() : null,
            OptionalAppointment(r.ReadyAt, "ready_at"),
            OptionalAppointment(r.CollectBy, "collect_by"),
            OptionalAppointment(r.DeliverFrom, "deliver_from"),
            OptionalAppointment(r.ArriveBy, "arrive_by"),
            r.Temperature is { } t ? new(t.MinCelsius, t.MaxCelsius, t.AllowedMinutes) : null)
        {
            OriginHubId = r.HasOriginHubId || from is not null ? End(from, Door.Collection, r.OriginHubId, "origin_hub_id") : null,
            DestinationHubId = r.HasDestinationHubId || to is not null ? End(to, Door.Delivery, r.DestinationHubId, "destination_hub_id") : null,
            CollectAt = from,
            DeliverAt = to,
            Put = [.. r.PutHandlingUnits.Select((u, i) => Unit(u, $"put_handling_units[{i}]"))],
            Remove = UnitIds(r.RemoveHandlingUnitIds),
            Parties = r.Parties is null ? null : [.. r.Parties.Parties.Select((p, i) => Party(p, $"parties.parties[{i}]"))],
        };
    }

    /// <summary>Who stays what they are keeps the contact; one that says what is known already is not encrypted anew: that would be a change.</summary>
    public static async Task<AmendShipment> WithContacts(
        AmendShipment c, Shipment before, V1.AmendShipmentRequest r, PersonalData people, CancellationToken ct)
    {
        if (c.Parties is not { } named) return c;
        var (parties, left) = (new List<Party>(), before.BookedParties.ToList());
        foreach (var (party, wire) in named.Zip(r.Parties.Parties))
        {
            var known = left.Find(p => (p.Role, p.Organisation) == (party.Role, party.Organisation));
            if (known is not null) left.Remove(known);
            parties.Add(party with { Contact = await Contact(Contact(wire.Contact, "parties.contact"), known?.Contact, people, ct) });
        }

        return c with { Parties = parties };
    }

    private static async Task<ProtectedText?> Contact(Person said, ProtectedText? known, PersonalData people, CancellationToken ct)
    {
        if (said.IsEmpty) return known;
        var plain = EventJson.Serialize(said);
        return known is not null && await people.Reveal(known, ct) == plain ? known : await people.Protect(Ids.New("psn"), plain, ct);
    }
}
