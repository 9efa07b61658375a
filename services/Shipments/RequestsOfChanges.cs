using Logistics.Hosting;
using Logistics.Hosting.Grpc;
using Logistics.Shipments.Shipments;

namespace Logistics.Shipments;

/// <content>Commands on a booked shipment.</content>
internal static partial class Requests
{
    public static ReturnShipment Return(V1.ReturnShipmentRequest r) => new(
        Ids.New("shp"), Reason(r.Reason), Appointment(r.ReadyAt, "ready_at"), Appointment(r.ArriveBy, "arrive_by"));

    public static string Reason(string reason) => Check.Text(reason, "reason", 500).Normalize();

    public static long ExpectedVersion(long version) => version >= 0 ? version : throw Check.Invalid("expected_version", "is negative.");
}
