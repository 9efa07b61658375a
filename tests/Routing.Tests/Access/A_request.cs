using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Logistics.Routing.Tests.Server;
using Logistics.Routing.V1;

namespace Logistics.Routing.Tests.Access;

/// <summary>Requests that are right but for who sends them, of things of the carrier `org-carrier`.</summary>
internal static class A_request
{
    private const int InTenDays = 14_400;

    internal static CloseHubRequest Closure(string hub) => new() { HubId = hub, From = At(InTenDays), To = At(InTenDays + 60), Cause = "Inventur" };

    internal static RestrictSpeedRequest Restriction(string from, string to) => new()
    {
        RestrictionId = "slow",
        FromHubId = from,
        ToHubId = to,
        From = At(InTenDays),
        To = At(InTenDays + 60),
        ExtraPercent = 20,
        Cause = "Baustelle",
    };

    internal static RegisterHaulierRequest Haulier() => new()
    {
        Haulier = new Haulier
        {
            Id = "lkw",
            CarrierId = "org-carrier",
            Name = "Spedition",
            ReachKm = 100,
            KilometresPerHour = 60,
            ValidFrom = "2026-01-01",
            ValidTo = "2028-12-31",
            CapacityKg = 12_000,
        },
    };

    internal static ImportNetworkRequest Import() => new()
    {
        Files =
        {
            new NetworkFile
            {
                Name = "hauliers.csv",
                Content = ByteString.CopyFromUtf8(
                    "id,carrier_id,name,reach_km,kilometres_per_hour,notice_minutes,valid_from,valid_to,capacity_kg\n"
                    + "lkw,org-carrier,Spedition,100,60,0,2026-01-01,2028-12-31,12000\n"),
            },
        },
    };

    internal static ReportDelayRequest Delay(string service) => new()
    {
        IdempotencyKey = "delay",
        ServiceId = service,
        ServiceDate = Timetable.Today,
        DelayMinutes = 10,
        Cause = "Stau",
    };

    internal static CancelRunRequest Cancellation(string service) => new()
    {
        IdempotencyKey = "cancel",
        ServiceId = service,
        ServiceDate = Timetable.Today,
        Cause = "Streik",
    };

    internal static ApplyReplanRequest Renewal(string shipment) => new() { ShipmentId = shipment, ItineraryVersion = 1, ProposedLegs = { new PlannedLeg() } };

    internal static GetEtaAccuracyRequest Accuracy() => new() { By = GetEtaAccuracyRequest.Types.By.Carrier };

    private static Timestamp At(int minutes) => Timestamp.FromDateTimeOffset(Timetable.In(minutes).ToDateTimeOffset());
}
