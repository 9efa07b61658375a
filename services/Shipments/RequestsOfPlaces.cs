using Logistics.Hosting.Grpc;
using Logistics.Shipments.Shipments;
using NodaTime;
using NodaTime.Text;

namespace Logistics.Shipments;

/// <content>Hubs, and doors in place of them.</content>
internal static partial class Requests
{
    private const int MaxHours = 50;
    internal static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    public static string Hub(string value, string field)
        => Check.Id(value, field, 16).All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)) && value.Length == 5
            ? value
            : throw Check.Invalid(field, "is no UN/LOCODE such as DEDTM.");

    /// <summary>Where something happened: at a hub, or at a door of the shipment's.</summary>
    public static string Place(string value, string field) => Door.Is(value) ? value : Hub(value, field);

    private static RouteSpecification Route(V1.RouteSpecification route)
    {
        var (from, to) = (OptionalDoor(route.CollectAt, "route.collect_at"), OptionalDoor(route.DeliverAt, "route.deliver_at"));
        return new(
            End(from, Door.Collection, route.OriginHubId, "route.origin_hub_id"),
            End(to, Door.Delivery, route.DestinationHubId, "route.destination_hub_id"),
            Appointment(route.ReadyAt, "route.ready_at"),
            Appointment(route.ArriveBy, "route.arrive_by"))
        {
            CollectBy = OptionalAppointment(route.CollectBy, "route.collect_by"),
            DeliverFrom = OptionalAppointment(route.DeliverFrom, "route.deliver_from"),
            CollectAt = from,
            DeliverAt = to,
        };
    }

    /// <summary>A request that was made of an answer names the door twice.</summary>
    private static string End(Door? door, string doorId, string hub, string field)
        => door is null ? Hub(hub, field)
        : hub.Length == 0 || hub == doorId ? doorId
        : throw Check.Invalid(field, "is given beside a door; one of them ends the way.");

    private static Door? OptionalDoor(V1.Door? door, string field)
    {
        if (door is null) return null;
        var position = Check.Position(door.Position, $"{field}.position") ?? throw Check.Invalid($"{field}.position", "is missing.");
        Check.Integer(door.Hours.Count, $"{field}.hours", 0, MaxHours);
        var name = Check.OptionalText(door.Name, $"{field}.name", 100);
        return new(position.Latitude, position.Longitude)
        {
            Name = name.Length == 0 ? null : Visible(name, $"{field}.name"),
            Hours = door.Hours.Count == 0 ? null : [.. door.Hours.Select((hours, i) => Hours(hours, $"{field}.hours[{i}]"))],
        };
    }

    private static DoorHours Hours(V1.DoorHours hours, string field) => new(
        Check.Integer(hours.Weekday, $"{field}.weekday", 1, 7), Time(hours.Opens, $"{field}.opens"), Time(hours.Closes, $"{field}.closes"));

    private static LocalTime Time(string text, string field)
        => Clock.Parse(text) is { Success: true } time ? time.Value : throw Check.Invalid(field, "is no local time such as 06:00.");
}
