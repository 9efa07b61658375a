using Google.Protobuf.WellKnownTypes;
using NodaTime;

namespace Logistics.Shipments.Tests;

internal static class A_report
{
    public static V1.ReportStatusRequest Of(string shipment, V1.MilestoneKind kind, string hub, Instant? at = null) => new()
    {
        ReportId = Guid.NewGuid().ToString(),
        ShipmentId = shipment,
        Kind = kind,
        HubId = hub,
        EventTime = new()
        {
            Instant = Timestamp.FromDateTimeOffset((at ?? SystemClock.Instance.GetCurrentInstant()).ToDateTimeOffset()),
            UtcOffsetMinutes = 60,
        },
    };
}
