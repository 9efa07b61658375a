using Logistics.Hosting;
using Logistics.Hosting.Grpc;
using Logistics.Shipments.Shipments;

namespace Logistics.Shipments;

/// <content>Commands on a booked shipment.</content>
internal static partial class Requests
{
    public static AmendShipment Amendment(V1.AmendShipmentRequest r) => new(
        r.HasReference ? Visible(Check.Text(r.Reference, "reference", 64), "reference") : null,
        r.References is { } list ? References(list.References, "references.references") : null,
        r.HasGoodsDescription ? Check.OptionalText(r.GoodsDescription, "goods_description", 500).Normalize() : null,
        OptionalAppointment(r.ReadyAt, "ready_at"),
        OptionalAppointment(r.CollectBy, "collect_by"),
        OptionalAppointment(r.DeliverFrom, "deliver_from"),
        OptionalAppointment(r.ArriveBy, "arrive_by"),
        r.Temperature is { } t ? new(t.MinCelsius, t.MaxCelsius, t.AllowedMinutes) : null);

    public static ReturnShipment Return(V1.ReturnShipmentRequest r) => new(
        Ids.New("shp"), Reason(r.Reason), Appointment(r.ReadyAt, "ready_at"), Appointment(r.ArriveBy, "arrive_by"));

    public static string Reason(string reason) => Check.Text(reason, "reason", 500).Normalize();

    public static long ExpectedVersion(long version) => version >= 0 ? version : throw Check.Invalid("expected_version", "is negative.");
}
